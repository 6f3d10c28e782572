package io.slipway.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a stage remembers of its half without visitors.
 *
 * @param request what retires it once its time is over; null where nothing does, and once it was
 *     done
 */
public record KeptHalf(WarmHalf half, @Nullable RetireRequest request) {

  /** When it is to be retired; null when it is not. */
  public @Nullable Instant due() {
    return request == null ? null : half.until();
  }

  /** The same, retired at this time, so that nothing is left to be done. */
  public KeptHalf retired(Instant at) {
    return new KeptHalf(half.retired(at), null);
  }
}
