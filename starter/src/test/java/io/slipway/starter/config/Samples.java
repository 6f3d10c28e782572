package io.slipway.starter.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files that tests begin with. */
final class Samples {
  static final Path REPOSITORY = Path.of(System.getProperty("slipway.repository", ".."));
  static final Path MINIMAL = REPOSITORY.resolve("examples/minimal/slipway.yml");
  static final Path FULL = REPOSITORY.resolve("examples/full/slipway.yml");

  private Samples() {}

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A valid file of the text. */
  static SlipwayFile parse(String text) {
    return SlipwayFile.parse(Path.of("slipway.yml"), text);
  }

  /** The minimal file with more lines at its top. */
  static SlipwayFile minimalWith(String more) {
    return parse(more + "\n" + text(MINIMAL));
  }

  /** What is wrong with the text, as {@code key: problem}; empty when nothing is. */
  static List<String> faults(String text) {
    try {
      parse(text);
      return List.of();
    } catch (FileFaultsException e) {
      return e.faults().stream().map(f -> "%s: %s".formatted(f.key(), f.problem())).toList();
    }
  }
}
