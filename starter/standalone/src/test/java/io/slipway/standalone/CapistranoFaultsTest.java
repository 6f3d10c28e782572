package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.testbench.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about Capistrano's faults names the tests that bear its tags, and no others. */
class CapistranoFaultsTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| ((?:trap|ask) \\d+) \\|.*\\| ([^|]*) \\|$", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`(\\w+\\.\\w+)`");

  /** A test's annotations, each on lines of its own, up to its name. */
  private static final Pattern TEST =
      Pattern.compile("((?:^  @[^;{}]*$\\n)+)^  (?:public )?void (\\w+)\\(", Pattern.MULTILINE);

  private static final Pattern TAG = Pattern.compile("@Tag\\(\"capistrano-(trap|ask)-(\\d+)\"\\)");

  @Test
  void each_fault_has_a_row() throws IOException {
    Set<String> expected =
        Stream.concat(
                IntStream.rangeClosed(1, 7).mapToObj(n -> "trap " + n),
                IntStream.concat(IntStream.rangeClosed(1, 11), IntStream.of(18, 19))
                    .mapToObj(n -> "ask " + n))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(expected, rows().map(row -> row.group(1)).collect(Collectors.toSet()));
  }

  @Test
  void rows_name_the_tests_that_bear_their_tags() throws IOException {
    Set<String> named =
        rows()
            .flatMap(
                row ->
                    NAME.matcher(row.group(2))
                        .results()
                        .map(name -> row.group(1) + " " + name.group(1)))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(String.join("\n", tagged()), String.join("\n", named));
  }

  private static Stream<MatchResult> rows() throws IOException {
    Path page = Checkout.path("docs/reference/capistrano-faults.md");
    return ROW.matcher(Files.readString(page)).results();
  }

  private static Set<String> tagged() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> all = Files.walk(Checkout.root())) {
      for (Path source : all.filter(CapistranoFaultsTest::isTest).toList()) {
        String type = source.getFileName().toString().replace(".java", "");
        Matcher test = TEST.matcher(Files.readString(source));
        while (test.find()) {
          String name = "%s.%s".formatted(type, test.group(2));
          TAG.matcher(test.group(1))
              .results()
              .map(tag -> "%s %s %s".formatted(tag.group(1), tag.group(2), name))
              .forEach(found::add);
        }
      }
    }
    return found;
  }

  private static boolean isTest(Path path) {
    return path.toString().matches(".*/src/test/java/.*(Test|IT)\\.java");
  }
}
