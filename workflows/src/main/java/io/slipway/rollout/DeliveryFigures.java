package io.slipway.rollout;

import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How well a team delivers to a stage: the four figures of DORA, from the stage's history. Times
 * are medians, and null where there is nothing to take one of.
 *
 * @param deploys how many deploys succeeded
 * @param leadTime from the commit to its being live, of deploys that succeeded
 * @param changes how many deploys changed what a host serves, be it for a while
 * @param failed how many of the changes went bad: they put themselves back, left hosts behind, were
 *     lost, or were rolled back by people before another deploy succeeded
 * @param restore from a stage's going bad to its being in order again; of deploys that put
 *     themselves back, all the time they took
 */
public record DeliveryFigures(
    int deploys, @Nullable Duration leadTime, int changes, int failed, @Nullable Duration restore) {

  /**
   * The figures of runs that ended in a time.
   *
   * @param history newest first
   * @param from inclusive
   * @param until exclusive
   */
  public static DeliveryFigures of(List<RunSummary> history, Instant from, Instant until) {
    List<Duration> leads = new ArrayList<>();
    List<Duration> restores = new ArrayList<>();
    int deploys = 0;
    int changes = 0;
    int failed = 0;
    for (int i = 0; i < history.size(); i++) {
      RunSummary run = history.get(i);
      Instant ended = run.endedAt();
      if (ended == null || ended.isBefore(from) || !ended.isBefore(until)) {
        continue;
      }
      List<RunSummary> before = history.subList(i + 1, history.size());
      restored(run, ended, before, restores);
      if (run.key().kind() != RunKind.DEPLOY || !changed(run)) {
        continue;
      }
      changes++;
      boolean live = Trouble.inOrder(run);
      if (live) {
        deploys++;
        Instant committed = run.committedAt();
        if (committed != null) {
          leads.add(Duration.between(committed, ended));
        }
      }
      if (!live || undone(history.subList(0, i))) {
        failed++;
      }
    }
    return new DeliveryFigures(deploys, median(leads), changes, failed, median(restores));
  }

  /** Whether visitors may have seen something of it. */
  private static boolean changed(RunSummary run) {
    return switch (run.outcome()) {
      case null -> true;
      case SUCCEEDED, SUCCEEDED_WITH_EXCEPTIONS, REVERTED, REVERTED_EXCEPT -> true;
      case UNTOUCHED, REJECTED -> false;
    };
  }

  /**
   * @param later what came after a deploy, newest first
   */
  private static boolean undone(List<RunSummary> later) {
    for (RunSummary next : later.reversed()) {
      if (Trouble.inOrder(next)) {
        return next.key().kind() == RunKind.ROLLBACK;
      }
    }
    return false;
  }

  private static void restored(
      RunSummary run, Instant ended, List<RunSummary> before, List<Duration> restores) {
    if (run.key().kind() == RunKind.DEPLOY && run.outcome() == RunOutcome.REVERTED) {
      restores.add(Duration.between(run.startedAt(), ended));
    } else if (Trouble.inOrder(run)) {
      Trouble.since(before, run.key().kind())
          .ifPresent(since -> restores.add(Duration.between(since, ended)));
    }
  }

  /** The lower one of two in the middle: a figure that was measured, not one in between. */
  private static @Nullable Duration median(List<Duration> all) {
    return all.isEmpty()
        ? null
        : Objects.requireNonNull(all.stream().sorted().toList().get((all.size() - 1) / 2));
  }
}
