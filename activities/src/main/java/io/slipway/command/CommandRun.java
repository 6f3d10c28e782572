package io.slipway.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.CommandOrder;
import io.slipway.notify.NotifyCommand;
import io.slipway.shell.ProcessGroup;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command on the worker from its beginning to its end, with all that it begins. */
final class CommandRun {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final CommandOrder order;
  private final Runnable beat;
  private final Duration pause;

  /**
   * @param beat throws when the command is not to go on
   * @param pause between beats
   */
  CommandRun(CommandOrder order, Runnable beat, Duration pause) {
    this.order = order;
    this.beat = beat;
    this.pause = pause;
  }

  /**
   * Runs a file until it ends, or its time is over.
   *
   * @param place the folder in which it runs
   * @throws IOException when it cannot be started
   * @throws InterruptedException when the worker stops; it is ended then
   */
  CommandEnd of(Path file, Path place) throws IOException, InterruptedException {
    long began = System.nanoTime();
    Duration limit = order.command().timeout();
    Process process = start(file, place);
    Tail tail = Tail.of(process.getInputStream());
    boolean inTime;
    try {
      inTime = ends(process, limit);
    } finally {
      end(process);
    }
    String said = new String(tail.bytes(), UTF_8);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new CommandEnd(limit, took, inTime, inTime ? process.exitValue() : 0, said, tail.cut());
  }

  private Process start(Path file, Path place) throws IOException {
    ProcessBuilder builder =
        ProcessGroup.of(bounded(file, order.command().timeout()))
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .directory(place.toFile());
    Map<String, String> environment = builder.environment();
    NotifyCommand.keepPlain(environment);
    environment.put("SLIPWAY_APPLICATION", order.key().application().value());
    environment.put("SLIPWAY_STAGE", order.key().stage().value());
    environment.put("SLIPWAY_RUN", order.key().id().value());
    environment.put("SLIPWAY_RELEASE", order.release() == null ? "" : order.release().value());
    environment.put("SLIPWAY_REVISION", order.revision() == null ? "" : order.revision().value());
    return builder.start();
  }

  /** A worker that is killed ends nothing: then the command is ended by what has started it. */
  private static List<String> bounded(Path file, Duration limit) {
    return List.of(
        "timeout",
        "-k",
        Long.toString(GRACE.toSeconds()),
        Long.toString(limit.plus(GRACE).toSeconds()),
        file.toString());
  }

  /** Whether it ends by itself in time. */
  private boolean ends(Process process, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      long left = Math.min(pause.toNanos(), deadline - System.nanoTime());
      if (process.waitFor(left, TimeUnit.NANOSECONDS)) {
        return true;
      }
      if (deadline - System.nanoTime() <= 0) {
        return false;
      }
      beat.run();
    }
  }

  /** What has ended by itself is left alone, with what it has begun. */
  private static void end(Process process) {
    if (!process.isAlive()) {
      return;
    }
    ProcessGroup.signal(process, "TERM");
    try {
      boolean unused = process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ProcessGroup.kill(process);
  }
}
