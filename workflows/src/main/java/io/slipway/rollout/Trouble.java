package io.slipway.rollout;

import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Since when a stage serves its visitors what it should not. */
public final class Trouble {
  private Trouble() {}

  /**
   * A run that has left hosts as they should not be makes trouble, until another one succeeds. A
   * deploy that went well makes trouble as well when the next thing that people do is to roll it
   * back. One that has put everything back by itself makes none that lasts.
   *
   * @param history ended runs, newest first
   * @param next what begins now
   * @return since when there is trouble that the next run is to end; empty when there is none
   */
  public static Optional<Instant> since(List<RunSummary> history, RunKind next) {
    Instant since = null;
    for (RunSummary run : history) {
      if (leftBad(run)) {
        since = run.endedAt();
      } else if (inOrder(run)) {
        boolean undone =
            since == null && next == RunKind.ROLLBACK && run.key().kind() == RunKind.DEPLOY;
        return Optional.ofNullable(undone ? run.endedAt() : since);
      }
    }
    return Optional.ofNullable(since);
  }

  /** Whether all hosts served what they should when it had ended, whatever was before. */
  static boolean inOrder(RunSummary run) {
    if (run.key().kind() == RunKind.RETIREMENT) {
      return false; // It has nothing to do with what is served.
    }
    return switch (run.outcome()) {
      case null -> false;
      case SUCCEEDED, SUCCEEDED_WITH_EXCEPTIONS -> true;
      case UNTOUCHED, REVERTED -> run.key().kind() == RunKind.RECOVERY;
      case REVERTED_EXCEPT, REJECTED -> false;
    };
  }

  /** It has ended without a result, or could not put back all hosts. */
  static boolean leftBad(RunSummary run) {
    return run.endedAt() != null
        && run.key().kind() != RunKind.RETIREMENT
        && (run.outcome() == null || run.outcome() == RunOutcome.REVERTED_EXCEPT);
  }
}
