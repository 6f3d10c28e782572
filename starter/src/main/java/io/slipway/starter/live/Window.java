package io.slipway.starter.live;

import java.time.Duration;
import java.util.List;

/**
 * A terminal while it shows a run. Whoever opens it closes it; that brings back what it showed
 * before, and its ways. One thread at a time.
 */
interface Window extends AutoCloseable {
  /** No key was pressed in time, or there are none any more. */
  int NONE = -1;

  /** Its size now: a person may have pulled at it. */
  Screen size();

  /** Waits for a key, at most so long; {@link #NONE} when there was none. */
  int key(Duration patience);

  /** Shows these lines, from the top; at most as many as it has. */
  void show(List<Line> lines);

  /** Forgets what it shows, so that all of it is painted anew. */
  void forget();

  @Override
  void close();
}
