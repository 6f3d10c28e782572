package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.slipway.contract.FailureType;
import io.slipway.shell.Pulse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes in what comes from a depot: beats meanwhile, and waits neither for what has stopped to come
 * nor for what does not end.
 */
final class Intake {
  /** Nothing that is read is larger; 4 GiB. */
  static final long MOST = 4L << 30;

  private static final long MOST_TEXT = 1 << 16;
  private static final Duration STALLED = Duration.ofSeconds(60);
  private static final Duration LONGEST = Duration.ofMinutes(50);
  private static final int BUFFER = 1 << 16;

  private final Pulse pulse;
  private final Duration stalled;

  Intake(Pulse pulse) {
    this(pulse, STALLED);
  }

  /**
   * @param stalled for how long nothing may come
   */
  Intake(Pulse pulse, Duration stalled) {
    this.pulse = pulse;
    this.stalled = stalled;
  }

  /** The worker has no room for it, or may not write it. */
  private static final class SinkException extends IOException {
    private static final long serialVersionUID = 1L;

    SinkException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * Reads all of a download, and ends it.
   *
   * @param most bytes that are taken
   */
  void take(Download download, OutputStream sink, long most, String place) {
    AtomicLong taken = new AtomicLong();
    try (download) {
      refuseTooLarge(download, most, place);
      await(copying(download, sink, most, taken, place), taken, place);
      if (download.length() >= 0 && taken.get() != download.length()) {
        throw brokeOff(place, taken.get());
      }
    }
  }

  /** What a small file says, such as a checksum, a character for each byte; 64 KiB are the most. */
  String text(Download download, String place) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    take(download, text, MOST_TEXT, place);
    return text.toString(ISO_8859_1);
  }

  /** Fails when it is known before that it is larger. */
  static void refuseTooLarge(Download download, long most, String place) {
    if (download.length() > most) {
      throw tooLarge(place, most);
    }
  }

  private CompletableFuture<Void> copying(
      Download download, OutputStream sink, long most, AtomicLong taken, String place) {
    CompletableFuture<Void> copied = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("artifact")
        .start(
            () -> {
              try {
                copy(download, sink, most, taken, place);
                copied.complete(null);
              } catch (IOException | RuntimeException e) {
                copied.completeExceptionally(e);
              }
            });
    return copied;
  }

  private static void copy(
      Download download, OutputStream sink, long most, AtomicLong taken, String place)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    int count;
    while ((count = download.bytes().read(buffer)) >= 0) {
      if (taken.addAndGet(count) > most) {
        throw tooLarge(place, most);
      }
      try {
        sink.write(buffer, 0, count);
      } catch (IOException e) {
        throw new SinkException(e);
      }
    }
  }

  private void await(CompletableFuture<Void> copied, AtomicLong taken, String place) {
    long began = System.nanoTime();
    long moved = began;
    long last = 0;
    while (true) {
      try {
        copied.get(1, TimeUnit.SECONDS);
        return;
      } catch (TimeoutException stillComing) {
        pulse.beat();
      } catch (ExecutionException e) {
        throw fault(Objects.requireNonNullElse(e.getCause(), e), place, taken.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw ArtifactFaults.away(place, "the worker is stopping");
      }
      long now = System.nanoTime();
      if (taken.get() > last) {
        last = taken.get();
        moved = now;
      }
      if (now - moved > stalled.toNanos()) {
        throw ArtifactFaults.away(
            place,
            "nothing has come for %d s, after %d bytes".formatted(stalled.toSeconds(), last));
      }
      if (now - began > LONGEST.toNanos()) {
        throw ArtifactFaults.away(
            place, "it had not come whole after %d min".formatted(LONGEST.toMinutes()));
      }
    }
  }

  private static RuntimeException fault(Throwable cause, String place, long taken) {
    return switch (cause) {
      case SourceException told -> told;
      case SinkException full ->
          new SourceException(
              FailureType.SOURCE_UNREACHABLE,
              "keep %s in the worker's cache".formatted(place),
              "that cannot be written: %s".formatted(full.getMessage()),
              "Make room there; the cache folder may be deleted.",
              "");
      case IOException broken -> brokeOff(place, taken);
      default -> new IllegalStateException("tried to read %s, but failed".formatted(place), cause);
    };
  }

  private static SourceException brokeOff(String place, long taken) {
    return ArtifactFaults.away(place, "it broke off after %d bytes".formatted(taken));
  }

  private static SourceException tooLarge(String place, long most) {
    return ArtifactFaults.unusable(
        place,
        "it is larger than the %d bytes that are taken".formatted(most),
        "Look whether it is the right file, or build a smaller one.");
  }
}
