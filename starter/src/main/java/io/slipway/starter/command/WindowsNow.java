package io.slipway.starter.command;

import io.slipway.contract.Openness;
import io.slipway.domain.Windows;
import io.slipway.rollout.FreezeCalendar;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the windows of a stage's file say of this moment; the policy's are known to workers only.
 */
final class WindowsNow {
  private WindowsNow() {}

  /** Null where there are none. */
  static @Nullable Openness of(@Nullable Windows windows) {
    return windows == null || windows.list().isEmpty()
        ? null
        : FreezeCalendar.of(windows.list()).at(Instant.now());
  }
}
