package io.slipway.source;

import io.slipway.shell.Pulse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one activity at a time work in a folder: of this worker and of others on this machine. */
final class FolderLock {
  // A file lock is held by the process, so that all threads of it need a lock of their own.
  private static final ConcurrentMap<Path, ReentrantLock> threads = new ConcurrentHashMap<>();

  <T> T holding(Path folder, Pulse pulse, Supplier<T> work) {
    Folders.make(folder);
    ReentrantLock mine = threads.computeIfAbsent(folder, f -> new ReentrantLock());
    try {
      while (!mine.tryLock(1, TimeUnit.SECONDS)) {
        pulse.beat();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + folder, e);
    }
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock held = acquire(file, pulse);
      try {
        return work.get();
      } finally {
        held.release();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + folder, e);
    } finally {
      mine.unlock();
    }
  }

  private static FileLock acquire(FileChannel file, Pulse pulse)
      throws IOException, InterruptedException {
    FileLock held = file.tryLock();
    while (held == null) {
      pulse.beat();
      TimeUnit.MILLISECONDS.sleep(200);
      held = file.tryLock();
    }
    return held;
  }
}
