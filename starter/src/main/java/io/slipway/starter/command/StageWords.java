package io.slipway.starter.command;

import io.slipway.contract.StageStatus;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;

/** Answers of stages on which there is nothing to do what was asked for. */
final class StageWords {
  private StageWords() {}

  /** What the stage knows of itself; refused when nothing was ever run on it. */
  static StageStatus used(Cluster cluster, NamedStage target) {
    return cluster
        .stages()
        .status(target.application(), target.stage())
        .filter(s -> s.current() != null || !s.history().isEmpty())
        .orElseThrow(
            () ->
                new ProblemException(
                    ExitCode.REFUSED,
                    "Nothing was ever run on %s of %s. Begin with: slipway deploy %s --revision REF"
                        .formatted(target.stage(), target.application(), target.stage())));
  }
}
