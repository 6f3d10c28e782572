package io.slipway.domain;

import java.util.List;

/**
 * When deploys to a stage may be done.
 *
 * @param list all that count; empty where only the worker's policy names some
 * @param inFlight what becomes of a deploy that is under way when it is closed
 */
public record Windows(List<Window> list, InFlight inFlight) {
  public Windows {
    list = list == null ? List.of() : List.copyOf(list);
    inFlight = inFlight == null ? InFlight.FINISH_BATCH : inFlight;
  }
}
