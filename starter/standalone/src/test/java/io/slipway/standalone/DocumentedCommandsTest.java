package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.testbench.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Every command line of the documentation is one that the program takes. */
class DocumentedCommandsTest {
  /** In a block of a shell's lines, or behind a prompt, or among the examples of a command. */
  private static final Pattern LINE =
      Pattern.compile("^ *(?:\\$ |> )?(slipway [^\\n]*?)(?: {2,}\\S.*)?$", Pattern.MULTILINE);

  private static final Pattern PROMPT = Pattern.compile("^\\$ (slipway .*)$", Pattern.MULTILINE);
  private static final Pattern EXAMPLE =
      Pattern.compile("^ {2}(slipway \\S+[^\\n]*?)(?: {2,}\\S.*)?$", Pattern.MULTILINE);
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern INLINE = Pattern.compile("`(slipway [a-z][^`\\n]*)`");
  private static final Pattern WORD =
      Pattern.compile("'([^']*)'|\"([^\"]*)\"|([|&;>#]\\S*)|(\\S+)");

  private final CommandLine program =
      Main.commandLine(Map.of("SLIPWAY_STATE", "/nowhere"), Path.of("/nowhere"));
  private final List<String> faults = new ArrayList<>();
  private int seen;

  @Test
  void each_line_of_a_shell_can_be_typed_as_it_stands() throws IOException {
    for (Path page : pages()) {
      String text = Files.readString(page).replace("\\\n", " ");
      blocks(text, "sh").forEach(block -> all(LINE, block).forEach(line -> typed(page, line)));
      blocks(text, "text").forEach(block -> all(PROMPT, block).forEach(line -> typed(page, line)));
      if (page.endsWith("commands.md")) {
        all(EXAMPLE, text).forEach(line -> typed(page, line));
      }
    }
    assertEquals(List.of(), faults);
    assertTrue(seen > 100, "only " + seen + " lines were found");
  }

  /** There a name may stand for a command, without all that it needs. */
  @Test
  void each_command_and_option_that_a_sentence_names_is_there() throws IOException {
    for (Path page : pages()) {
      all(INLINE, Files.readString(page)).forEach(line -> named(page, line));
    }
    assertEquals(List.of(), faults);
    assertTrue(seen > 100, "only " + seen + " names were found");
  }

  @ParameterizedTest
  @CsvSource({
    "slipway deploy production --revison v1",
    "slipway dploy production",
    "slipway status --nothing"
  })
  void a_line_that_cannot_be_typed_is_found(String line) {
    named(Path.of("page.md"), line);
    assertEquals(1, faults.size(), line);
  }

  private void typed(Path page, String line) {
    seen++;
    try {
      var unused = program.parseArgs(words(line));
    } catch (ParameterException e) {
      faults.add("%s: %s: %s".formatted(page.getFileName(), line, e.getMessage()));
    }
  }

  private void named(Path page, String line) {
    seen++;
    try {
      var unused = program.parseArgs(words(line));
    } catch (MissingParameterException more) {
      // It is not meant to be typed.
    } catch (ParameterException e) {
      faults.add("%s: %s: %s".formatted(page.getFileName(), line, e.getMessage()));
    }
  }

  /** Up to where a shell would see its end: a pipe, a redirection, a comment. */
  private static String[] words(String line) {
    return WORD.matcher(line)
        .results()
        .skip(1)
        .takeWhile(word -> word.group(3) == null)
        .map(DocumentedCommandsTest::unquoted)
        .toArray(String[]::new);
  }

  private static String unquoted(MatchResult word) {
    return Stream.of(1, 2, 4)
        .map(word::group)
        .filter(text -> text != null)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> blocks(String text, String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Checkout.path("docs"))) {
      return Stream.concat(Stream.of(Checkout.path("README.md")), docs)
          .filter(path -> path.toString().endsWith(".md"))
          .filter(path -> !path.toString().contains("/adr/"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }
}
