package io.slipway.command;

import io.slipway.contract.CommandOrder;
import io.slipway.contract.CommandsOrder;
import io.slipway.contract.FailureType;
import io.slipway.contract.StepReport;
import io.slipway.contract.WorkerActivities;
import io.slipway.domain.Excerpt;
import io.slipway.redact.Redactor;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs commands that the worker's operator has opened, and nothing else. */
public final class OpenedCommands implements WorkerActivities {
  private static final int TOLD = 4096;
  private static final Duration BEAT = Duration.ofSeconds(5);

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
    Path file = file(order);
    CommandEnd end = ended(order, file, Objects.requireNonNull(file.getParent()), beat);
    String said = Excerpt.tail(TOLD, redactor.redactCut(end.said(), end.cut(), false));
    end.fault()
        .ifPresent(
            type -> {
              throw failure(type, end.reason(said), said);
            });
    return new StepReport(order.step(), false, end.took(), said);
  }

  /**
   * Runs a command to its end in a folder, for an activity that has more to do.
   *
   * @param place the folder
   * @param pulse beats, and throws when the command is not to go on
   * @throws ApplicationFailure as {@link #run(CommandOrder)} does, when it could not be run at all
   */
  public CommandEnd run(CommandOrder order, Path place, Runnable pulse) {
    return ended(order, file(order), place, pulse);
  }

  private Path file(CommandOrder order) {
    String name = order.command().name();
    opened(new CommandsOrder(order.key(), List.of(name)));
    return folder.file(name).orElseThrow();
  }

  private CommandEnd ended(CommandOrder order, Path file, Path place, Runnable pulse) {
    try {
      return new CommandRun(order, pulse, pause).of(file, place);
    } catch (IOException e) {
      throw failure(
          FailureType.PRECONDITION_FAILED,
          "it could not be started; the worker needs setsid (util-linux) and timeout (coreutils) on"
              + " its PATH",
          "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(FailureType.UNEXPECTED, "the worker stopped while it ran", "");
    }
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
