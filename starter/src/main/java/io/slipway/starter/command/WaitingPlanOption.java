package io.slipway.starter.command;

import io.slipway.contract.PauseNote;
import io.slipway.contract.RunSummary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which plan is judged by whoever approves or rejects. */
final class WaitingPlanOption {
  @Option(
      names = "--plan",
      paramLabel = "HASH",
      description =
          "Only if what waits is this very plan, as slipway plan and the deploy itself show it.")
  @Nullable String hash;

  /** What was said, else what the run waits with, as far as the stage knows; null when not. */
  @Nullable String of(RunSummary current) {
    PauseNote pause = current.pause();
    return hash != null || pause == null ? hash : pause.plan();
  }
}
