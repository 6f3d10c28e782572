package io.slipway.rollout;

import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.domain.ReleaseId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a stage goes back to when the deploy of a train is undone. */
public sealed interface TrainReturn {
  /**
   * @param release that its last run before the deploy has brought there
   */
  record To(ReleaseId release) implements TrainReturn {}

  /**
   * @param reason in a whole sentence
   */
  record Refused(String reason) implements TrainReturn {}

  /**
   * @param current the run that holds the stage; null when it is free
   * @param all the ended ones, newest first
   */
  static TrainReturn of(@Nullable RunSummary current, List<RunSummary> all, RunKey deploy) {
    // What retires the half that visitors have left changes nothing for them.
    List<RunSummary> history =
        all.stream().filter(r -> r.key().kind() != RunKind.RETIREMENT).toList();
    RunSummary since =
        current != null && current.key().kind() != RunKind.RETIREMENT
            ? current
            : history.stream().findFirst().filter(r -> !r.key().equals(deploy)).orElse(null);
    if (since != null) {
      return new Refused(
          "It is left as it is, since %s by %s came after the train's deploy."
              .formatted(since.workflowId(), since.initiator()));
    }
    Optional<ReleaseId> before =
        history.stream()
            .skip(1)
            .filter(TrainReturn::left)
            .flatMap(r -> Optional.ofNullable(r.release()).stream())
            .findFirst();
    return before
        .<TrainReturn>map(To::new)
        .orElseGet(
            () ->
                new Refused(
                    "It is left as it is, since nothing is known that it has served before."));
  }

  /** Whether its release was what the stage served afterwards. */
  private static boolean left(RunSummary run) {
    boolean done =
        run.outcome() == RunOutcome.SUCCEEDED
            || run.outcome() == RunOutcome.SUCCEEDED_WITH_EXCEPTIONS;
    return done && run.key().kind() != RunKind.RECOVERY;
  }
}
