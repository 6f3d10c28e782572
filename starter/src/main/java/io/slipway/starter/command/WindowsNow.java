package io.slipway.starter.command;

import io.slipway.contract.Freeze;
import io.slipway.contract.Openness;
import io.slipway.domain.InFlight;
import io.slipway.domain.Window;
import io.slipway.domain.Windows;
import io.slipway.rollout.FreezeCalendar;
import io.slipway.rollout.Openings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the windows of a stage's file and freezes say of this moment; the policy's windows are known
 * to workers only.
 */
final class WindowsNow {
  private WindowsNow() {}

  /** Null where there are neither. */
  static @Nullable Openness of(@Nullable Windows windows, List<Freeze> freezes) {
    List<Window> own = windows == null ? List.of() : windows.list();
    return own.isEmpty() && freezes.isEmpty()
        ? null
        : Openings.of(FreezeCalendar.of(own), freezes)
            .at(Instant.now(), windows == null ? InFlight.FINISH_BATCH : windows.inFlight());
  }
}
