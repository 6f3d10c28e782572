package io.slipway.contract;

import java.util.List;

/**
 * The line of a stage, as it carries it.
 *
 * @param last the newest number that was given to a request
 * @param waiting the next one first
 * @param left those that have left it, newest first, at most {@link #LEFT_KEPT}
 */
public record LineState(long last, List<Ticket> waiting, List<Place> left) {
  /** Whoever watches a request asks every second; more than can wait leave in no time. */
  public static final int LEFT_KEPT = 50;

  public LineState {
    waiting = waiting == null ? List.of() : List.copyOf(waiting);
    left = left == null ? List.of() : List.copyOf(left);
  }

  public static LineState empty() {
    return new LineState(0, List.of(), List.of());
  }
}
