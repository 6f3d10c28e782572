package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file in {@code resources/faulty} is refused with exit 2 and exactly the faults that stand
 * beside it in {@code .faults}. {@code -Dslipway.update=true} writes those anew, to be read.
 */
class FaultyFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/faulty");

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all.filter(f -> f.toString().endsWith(".yml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void tellsEachFaultWithItsPlace(Path file) throws IOException {
    FileCommandRun run = FileCommandRun.of("validate", "--file", file.toString());
    String told = faults(run).replace(file.toString(), file.getFileName().toString());
    Path expected = Path.of(file.toString().replaceAll("\\.yml$", ".faults"));
    if (Boolean.getBoolean("slipway.update")) {
      Files.writeString(expected, told);
    }
    assertEquals(Files.readString(expected), told);
    assertEquals(2, run.exit());
    assertEquals("", run.out());
    assertTrue(
        told.lines().allMatch(l -> l.matches("[a-z0-9-]+\\.yml:[1-9]\\d*:[1-9]\\d*: .+[.?]")),
        told);
  }

  @ParameterizedTest
  @MethodSource("files")
  void tellsFaultsInTheOrderOfTheFile(Path file) {
    FileCommandRun run = FileCommandRun.of("validate", "--file", file.toString());
    List<Integer> lines =
        faults(run)
            .lines()
            .map(l -> Integer.parseInt(l.substring(file.toString().length() + 1).split(":")[0]))
            .toList();
    assertEquals(lines.stream().sorted().toList(), lines);
  }

  /** Without the last line, which sums them up. */
  private static String faults(FileCommandRun run) {
    List<String> lines = run.err().lines().toList();
    int faults = lines.size() - 1;
    assertEquals(
        "%s; nothing was asked for and nothing has changed."
            .formatted(faults == 1 ? "1 fault" : faults + " faults"),
        lines.getLast());
    return String.join("", lines.subList(0, faults).stream().map(l -> l + "\n").toList());
  }
}
