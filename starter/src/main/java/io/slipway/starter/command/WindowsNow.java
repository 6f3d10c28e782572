package io.slipway.starter.command;

import io.slipway.contract.Freeze;
import io.slipway.contract.Openness;
import io.slipway.domain.InFlight;
import io.slipway.domain.Rollout;
import io.slipway.domain.Target;
import io.slipway.domain.Window;
import io.slipway.domain.Windows;
import io.slipway.rollout.FreezeCalendar;
import io.slipway.rollout.Openings;
import io.slipway.rollout.RolloutPlanner;
import io.slipway.rollout.StandingStill;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the windows of a stage's file, those of the policy, and freezes say of this moment. */
final class WindowsNow {
  private WindowsNow() {}

  /**
   * What a deploy that begins now must know of the next closing; null when it gets through, or has
   * no second batch.
   */
  static @Nullable String warning(Target target, List<Window> policy, List<Freeze> freezes) {
    Windows windows = target.windows();
    Rollout rollout = target.rollout();
    if (RolloutPlanner.batches(target.hosts(), rollout).size() < 2) {
      return null;
    }
    return StandingStill.next(
            openings(windows, policy, freezes),
            Instant.now(),
            inFlight(windows),
            rollout.pauseFor())
        .filter(StandingStill::inVain)
        .map(StandingStill::warning)
        .orElse(null);
  }

  /**
   * Null where there are none.
   *
   * @param policy those of the policy, which only workers know; empty where none was asked
   */
  static @Nullable Openness of(
      @Nullable Windows windows, List<Window> policy, List<Freeze> freezes) {
    boolean none =
        freezes.isEmpty() && policy.isEmpty() && (windows == null || windows.list().isEmpty());
    return none ? null : openings(windows, policy, freezes).at(Instant.now(), inFlight(windows));
  }

  private static Openings openings(
      @Nullable Windows windows, List<Window> policy, List<Freeze> freezes) {
    List<Window> own = windows == null ? List.of() : windows.list();
    return Openings.of(FreezeCalendar.of(own, policy), freezes);
  }

  private static InFlight inFlight(@Nullable Windows windows) {
    return windows == null ? InFlight.FINISH_BATCH : windows.inFlight();
  }
}
