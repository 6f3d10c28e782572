package io.slipway.bench.scale;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How long changes took from when Temporal knew of them until they were seen.
 *
 * @param each sorted, the shortest first; never empty
 */
record Lags(List<Duration> each) {

  /** What a screen said at a moment: how many hosts are through. */
  record Seen(Instant at, int count) {}

  Lags {
    each = each.stream().sorted().toList();
    if (each.isEmpty()) {
      throw new IllegalArgumentException("nothing was ever seen");
    }
  }

  /**
   * @param done when each host was through, the first one first
   * @param seen what the screen said, in the order of time
   */
  static Lags of(List<Instant> done, List<Seen> seen) {
    List<Duration> lags = new ArrayList<>();
    int shown = 0;
    for (Seen now : seen) {
      for (; shown < Math.min(now.count(), done.size()); shown++) {
        lags.add(Duration.between(done.get(shown), now.at()));
      }
    }
    return new Lags(lags);
  }

  /**
   * The longest of so many of them.
   *
   * @param percent 1 to 100
   */
  Duration within(int percent) {
    return each.get(Math.ceilDiv(each.size() * percent, 100) - 1);
  }
}
