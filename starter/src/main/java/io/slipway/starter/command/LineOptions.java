package io.slipway.starter.command;

import io.slipway.domain.Queueing;
import io.slipway.domain.WhenBusy;
import io.slipway.starter.config.DurationText;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What to do when the stage is busy. */
final class LineOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--when-busy",
      paramLabel = "WHAT",
      description =
          "When something runs on the stage: refuse; queue, to wait for its turn; or supersede, to"
              + " wait as well and end those of its kind that wait already. Default: when_busy of"
              + " slipway.yml.")
  @Nullable WhenBusy whenBusy;

  @Option(
      names = "--queue-for",
      paramLabel = "DURATION",
      description =
          "How long it waits at most before it is given up. Default: queue_for of slipway.yml.")
  @Nullable String queueFor;

  /** As the command line says, else as the stage does. */
  Queueing over(Queueing stage) {
    return new Queueing(
        Objects.requireNonNullElse(whenBusy, stage.whenBusy()),
        queueFor == null ? stage.queueFor() : parsed(queueFor));
  }

  private Duration parsed(String text) {
    try {
      return DurationText.parse(text, true);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--queue-for: %s".formatted(e.getMessage()), e);
    }
  }
}
