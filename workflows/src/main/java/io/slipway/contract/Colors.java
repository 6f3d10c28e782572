package io.slipway.contract;

import io.slipway.domain.Color;
import org.jspecify.annotations.Nullable;

/**
 * The two halves of a stage, as a run finds and leaves them.
 *
 * @param live the one that had the visitors when the run began; null when nobody had
 * @param idle the one that the run works on
 * @param moved whether the run has moved visitors to it, and not back
 */
public record Colors(@Nullable Color live, Color idle, boolean moved) {

  /** The half that has the visitors now; null when none has. */
  public @Nullable Color visited() {
    return moved ? idle : live;
  }

  /** The same, after visitors were moved or not. */
  public Colors moved(boolean there) {
    return new Colors(live, idle, there);
  }
}
