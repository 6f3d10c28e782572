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

/**
 * What the windows of a stage's file and freezes say of this moment; the policy's windows are known
 * to workers only.
 */
final class WindowsNow {
  private WindowsNow() {}

  /**
   * What a deploy that begins now must know of the next closing; null when it gets through, or has
   * no second batch.
   */
  static @Nullable String warning(Target target, List<Freeze> freezes) {
    Windows windows = target.windows();
    Rollout rollout = target.rollout();
    if (RolloutPlanner.batches(target.hosts(), rollout).size() < 2) {
      return null;
    }
    return StandingStill.next(
            openings(windows, freezes), Instant.now(), inFlight(windows), rollout.pauseFor())
        .filter(StandingStill::inVain)
        .map(StandingStill::warning)
        .orElse(null);
  }

  /** Null where there are neither. */
  static @Nullable Openness of(@Nullable Windows windows, List<Freeze> freezes) {
    boolean none = freezes.isEmpty() && (windows == null || windows.list().isEmpty());
    return none ? null : openings(windows, freezes).at(Instant.now(), inFlight(windows));
  }

  private static Openings openings(@Nullable Windows windows, List<Freeze> freezes) {
    List<Window> own = windows == null ? List.of() : windows.list();
    return Openings.of(FreezeCalendar.of(own), freezes);
  }

  private static InFlight inFlight(@Nullable Windows windows) {
    return windows == null ? InFlight.FINISH_BATCH : windows.inFlight();
  }
}
