package io.slipway.testbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A new folder that is deleted with all that is in it. */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;

  /**
   * @param purpose a word for its name
   */
  public TemporaryFolder(String purpose) {
    try {
      this.path = Files.createTempDirectory("slipway-" + purpose + "-");
    } catch (IOException e) {
      throw new UncheckedIOException("tried to make a temporary folder, but it failed", e);
    }
    Cleanup.register(this);
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    Cleanup.forget(this);
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("tried to delete %s, but it failed".formatted(path), e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
