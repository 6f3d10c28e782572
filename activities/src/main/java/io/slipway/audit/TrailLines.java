package io.slipway.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lines of a trail, for those who read it; whether it is sound is not their question. */
public final class TrailLines {
  private TrailLines() {}

  /**
   * @param since lines before it are left out; null for none
   * @param application lines of others are left out; null for none
   */
  public static void read(
      List<Path> files,
      @Nullable Instant since,
      @Nullable String application,
      Consumer<AuditEntry> reader)
      throws IOException {
    for (Path file : files) {
      try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
        lines
            .map(AuditLine::parse)
            .filter(Objects::nonNull)
            .map(AuditLine::entry)
            .filter(e -> application == null || application.equals(e.application()))
            .filter(e -> since == null || !isBefore(e.at(), since))
            .forEach(reader);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  /** What somebody has changed into no time is shown rather than hidden. */
  private static boolean isBefore(@Nullable String at, Instant since) {
    try {
      return at != null && Instant.parse(at).isBefore(since);
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
