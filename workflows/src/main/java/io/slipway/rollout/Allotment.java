package io.slipway.rollout;

import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.Places;
import java.util.List;

/**
 * Divides what may be taken out of service among batches that are open at the same time, so that
 * together they never take out more. A batch that loses a host gives back less than it was given.
 */
public final class Allotment {
  private final int share;
  private int free;

  /**
   * @param room most hosts that may be taken out in all, 0 or more
   * @param open most batches that are open at the same time, 1 or more
   */
  public Allotment(int room, int open) {
    this.free = room;
    this.share = Math.max(1, Math.ceilDiv(room, open));
  }

  /** What a batch that begins now may take out at the same time; 0 when nothing is left. */
  public int grant() {
    int granted = Math.max(0, Math.min(share, free));
    free -= granted;
    return granted;
  }

  /**
   * The batch has ended.
   *
   * @param granted what it was given
   * @param places its bounds
   */
  public void end(int granted, Places places, List<PhaseOutcome> outcomes) {
    free += granted;
    for (PhaseOutcome outcome : outcomes) {
      boolean wasOut = places.out().contains(outcome.host());
      boolean won = wasOut && outcome.serves() && !places.yielding();
      boolean lost = !wasOut && outcome.begun() && !outcome.serves();
      free += (won ? 1 : 0) - (lost ? 1 : 0);
    }
  }
}
