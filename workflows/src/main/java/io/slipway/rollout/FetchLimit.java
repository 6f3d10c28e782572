package io.slipway.rollout;

import io.slipway.contract.Phase;
import io.slipway.domain.Source;
import io.slipway.domain.Target;
import org.jspecify.annotations.Nullable;

/** How many hosts may ask the git server at once, over all batches of a run. */
public final class FetchLimit {
  private FetchLimit() {}

  /**
   * Most hosts that fetch at the same time in a phase, 1 or more; null where nothing but the
   * rollout bounds it, or where no host fetches.
   */
  public static @Nullable Integer of(Target target, Phase phase) {
    Source source = target.source();
    boolean hostsFetch =
        switch (source.delivery()) {
          case CLONE -> true;
          case PUSH, RELAY -> false;
        };
    return hostsFetch && phase == Phase.PREPARE ? source.gitParallel() : null;
  }
}
