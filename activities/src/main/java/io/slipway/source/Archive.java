package io.slipway.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A {@code tar.gz} on the worker.
 *
 * @param sha256 of the file, in lower-case hexadecimal
 * @param at where in the release it belongs, relative; empty for its root
 * @param strip leading directories of each entry to leave out
 */
public record Archive(Path file, String sha256, String at, int strip) {

  /** Of the file, in bytes. */
  public long size() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read %s, but failed".formatted(file), e);
    }
  }

  /** Whether the file still is what the sum was made of. */
  public boolean intact() {
    try {
      return Files.exists(file) && Shelf.sha256(file).equals(sha256);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read %s, but failed".formatted(file), e);
    }
  }

  /** Deletes the file, so that whoever asks next makes it anew. */
  public void discard() {
    Folders.remove(file);
  }
}
