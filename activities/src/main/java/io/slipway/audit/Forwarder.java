package io.slipway.audit;

import io.slipway.audit.AuditEntry.Content;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a trail's lines to one receiver in their order, for as long as it takes. Of the workers
 * that write to one file, one does this at a time; another takes it up when that one ends.
 */
final class Forwarder implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Forwarder.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Store store;
  private final String name;
  private final Sink sink;
  private final @Nullable Path position;
  private final Store.Reader reader;
  private final Object bell = new Object();
  private final Semaphore work = new Semaphore(0);
  private final Thread thread;
  private long sent;
  private boolean stopped;

  /**
   * @param name of the receiver, for people
   * @param position where it is kept how far the receiver is; null for a trail in memory
   */
  Forwarder(Store store, String name, Sink sink, @Nullable Path position) {
    this.store = store;
    this.name = name;
    this.sink = sink;
    this.position = position;
    this.reader = store.reader();
    this.thread = Thread.ofPlatform().daemon().name("audit " + name).start(this::run);
  }

  /** There is something to send. */
  void ring() {
    work.release();
  }

  /** Whether the receiver has a line, waiting for it for a while. */
  boolean has(long number, Duration within) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (reached() < number) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      synchronized (bell) {
        bell.wait(20);
      }
    }
    return true;
  }

  private long reached() throws IOException {
    synchronized (bell) {
      return position == null ? sent : Math.max(sent, kept(position));
    }
  }

  private static long kept(Path position) throws IOException {
    String text = Files.exists(position) ? Files.readString(position).strip() : "";
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  private void run() {
    try {
      if (position == null) {
        forward();
        return;
      }
      while (!over()) {
        Path lock = position.resolveSibling(position.getFileName() + ".lock");
        try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          FileLock held = tryLock(channel);
          if (held != null) {
            forward();
          }
        } catch (IOException e) {
          logger.warn("Audit: tried to keep how far {} is, but it failed", name, e);
        }
        rest(LOOK);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      sink.close();
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ofThisProcess) {
      return null;
    }
  }

  private void forward() throws InterruptedException {
    Duration wait = LOOK;
    boolean down = false;
    while (!over()) {
      try {
        boolean any = next();
        if (down) {
          logger.info("Audit: {} takes lines again", name);
          down = false;
        }
        wait = LOOK;
        if (!any) {
          rest(LOOK);
        }
      } catch (IOException | RuntimeException e) {
        if (!down) {
          logger.warn(
              "Audit: tried to send lines to {}, but {}. They are kept and sent later.",
              name,
              String.valueOf(e.getMessage()));
          down = true;
        }
        // New lines do not bring it back sooner; closing interrupts.
        Thread.sleep(wait);
        Duration twice = wait.multipliedBy(2);
        wait = twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
      }
    }
  }

  private boolean next() throws IOException, InterruptedException {
    long from = reached();
    List<AuditLine> lines = reader.after(from);
    sink.deliver(lines);
    if (lines.isEmpty()) {
      return false;
    }
    long lost = lines.getFirst().entry().n() - from - 1;
    long to = lines.getLast().entry().n();
    if (position != null) {
      Path fresh = position.resolveSibling(position.getFileName() + ".new");
      Files.writeString(fresh, to + "\n");
      Files.move(fresh, position, StandardCopyOption.ATOMIC_MOVE);
    }
    synchronized (bell) {
      sent = to;
      bell.notifyAll();
    }
    if (lost > 0) {
      Store.Head unused =
          store.append(
              Content.own(
                  AuditEntry.LINES_LOST,
                  Long.toString(lost),
                  "Lines %d to %d were never sent to %s: it was away, and no more were kept."
                      .formatted(from + 1, from + lost, name)));
    }
    return true;
  }

  private boolean over() {
    synchronized (bell) {
      return stopped;
    }
  }

  private void rest(Duration time) throws InterruptedException {
    boolean rung = work.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
    if (rung) {
      work.drainPermits();
    }
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    synchronized (bell) {
      stopped = true;
    }
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
