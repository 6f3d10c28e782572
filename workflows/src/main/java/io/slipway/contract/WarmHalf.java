package io.slipway.contract;

import io.slipway.domain.Color;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The half of a stage that visitors were moved away from.
 *
 * @param hosts how many it has
 * @param until until when it is kept for an instant way back
 * @param retire the command that then runs on its hosts; null where none does
 * @param retiredAt since when that has been run, be it on some of its hosts; null while it has not
 */
public record WarmHalf(
    Color color, int hosts, Instant until, @Nullable String retire, @Nullable Instant retiredAt) {

  /** The same, retired at this time. */
  public WarmHalf retired(Instant at) {
    return new WarmHalf(color, hosts, until, retire, at);
  }
}
