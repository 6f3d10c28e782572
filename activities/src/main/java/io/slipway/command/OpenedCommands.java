package io.slipway.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.CommandOrder;
import io.slipway.contract.CommandsOrder;
import io.slipway.contract.FailureType;
import io.slipway.contract.StepReport;
import io.slipway.contract.WorkerActivities;
import io.slipway.domain.Excerpt;
import io.slipway.notify.NotifyCommand;
import io.slipway.redact.Redactor;
import io.slipway.shell.ProcessGroup;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Runs commands that the worker's operator has opened, and nothing else. */
public final class OpenedCommands implements WorkerActivities {
  private static final int TOLD = 4096;
  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** What POSIX adds to the number of a signal that has ended a command. */
  private static final int SIGNALLED = 128;

  private final OpenedFolder folder;
  private final Redactor redactor;
  private final Runnable beat;
  private final Duration pause;

  /**
   * @param environment of the worker, which names the folder
   * @param redactor takes known values out of what commands say
   */
  public OpenedCommands(Map<String, String> environment, Redactor redactor) {
    this(environment, redactor, () -> Activity.getExecutionContext().heartbeat(null), BEAT);
  }

  /**
   * @param beat throws when the command is not to go on
   * @param pause between beats
   */
  OpenedCommands(
      Map<String, String> environment, Redactor redactor, Runnable beat, Duration pause) {
    this.folder = OpenedFolder.of(environment);
    this.redactor = redactor;
    this.beat = beat;
    this.pause = pause;
  }

  @Override
  public void opened(CommandsOrder order) {
    folder
        .wanting(order.names())
        .ifPresent(
            why -> {
              throw failure(FailureType.PRECONDITION_FAILED, why, "");
            });
  }

  @Override
  public StepReport run(CommandOrder order) {
    String name = order.command().name();
    opened(new CommandsOrder(order.key(), List.of(name)));
    long began = System.nanoTime();
    Process process = start(folder.file(name).orElseThrow(), order);
    Tail tail = Tail.of(process.getInputStream());
    boolean ended;
    try {
      ended = ends(process, order.command().timeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(FailureType.UNEXPECTED, "the worker stopped while it ran", "");
    } finally {
      end(process);
    }
    String said = said(tail);
    if (!ended) {
      throw failure(
          FailureType.STEP_TIMED_OUT,
          "it had not ended after %d s, and was ended"
              .formatted(order.command().timeout().toSeconds()),
          said);
    }
    refuseFailure(process.exitValue(), said);
    return new StepReport(order.step(), false, Duration.ofNanos(System.nanoTime() - began), said);
  }

  private static void refuseFailure(int status, String said) {
    if (status != 0) {
      String last = Excerpt.lastLine(said);
      throw failure(
          status > SIGNALLED ? FailureType.STEP_SIGNALLED : FailureType.STEP_FAILED,
          "it ended with status %d%s"
              .formatted(status, last.isEmpty() ? " and said nothing" : ", and said last: " + last),
          said);
    }
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

  private static Process start(Path file, CommandOrder order) {
    ProcessBuilder builder =
        ProcessGroup.of(bounded(file, order.command().timeout()))
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .directory(Objects.requireNonNull(file.getParent()).toFile());
    Map<String, String> environment = builder.environment();
    NotifyCommand.keepPlain(environment);
    environment.put("SLIPWAY_APPLICATION", order.key().application().value());
    environment.put("SLIPWAY_STAGE", order.key().stage().value());
    environment.put("SLIPWAY_RUN", order.key().id().value());
    environment.put("SLIPWAY_RELEASE", order.release() == null ? "" : order.release().value());
    environment.put("SLIPWAY_REVISION", order.revision() == null ? "" : order.revision().value());
    try {
      return builder.start();
    } catch (IOException e) {
      throw failure(
          FailureType.PRECONDITION_FAILED,
          "it could not be started; the worker needs setsid (util-linux) and timeout (coreutils) on"
              + " its PATH",
          "");
    }
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

  private String said(Tail tail) {
    byte[] bytes = tail.bytes();
    String text = redactor.redactCut(new String(bytes, UTF_8), tail.cut(), false);
    return Excerpt.tail(TOLD, text);
  }

  private static ApplicationFailure failure(FailureType type, String why, String said) {
    ApplicationFailure.Builder failure =
        ApplicationFailure.newBuilder()
            .setMessage(why)
            .setType(type.name())
            .setNonRetryable(!type.passing());
    return (said.isEmpty() ? failure : failure.setDetails(said)).build();
  }
}
