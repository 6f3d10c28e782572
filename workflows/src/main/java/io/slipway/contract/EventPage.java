package io.slipway.contract;

import java.util.List;

/**
 * Events after the asked-for number: at most {@link #MOST} at once, and fewer when they are long.
 *
 * @param ended whether the workflow has ended, so that nothing follows these events
 */
public record EventPage(List<RunEvent> events, boolean ended) {
  public static final int MOST = 500;

  public EventPage {
    events = events == null ? List.of() : List.copyOf(events);
  }
}
