package io.slipway.standalone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** A lock that the system gives up when its holder dies, however it dies. */
final class FolderLock implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** The lock, or empty when another holds it all that time. */
  static Optional<FolderLock> take(Path file, Duration patience) throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      Optional<FolderLock> taken = attempt(file);
      if (taken.isPresent() || System.nanoTime() - begun > patience.toNanos()) {
        return taken;
      }
      Thread.sleep(PAUSE);
    }
  }

  private static Optional<FolderLock> attempt(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel)) {
        return Optional.of(new FolderLock(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to lock %s, but it failed".formatted(file), e);
    }
  }

  /** The channel owns the lock, and closing it gives it up. */
  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByAThreadOfOurs) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to give up a lock, but it failed", e);
    }
  }
}
