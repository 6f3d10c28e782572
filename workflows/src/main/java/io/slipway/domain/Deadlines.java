package io.slipway.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a deploy may take to go forward. Time for which it stands still is not counted.
 *
 * @param whole from the first host's preparation until the last one is switched; null for no bound
 * @param host what is done to one host in one go, be it to prepare or to switch it; null for no
 *     bound
 */
public record Deadlines(@Nullable Duration whole, @Nullable Duration host) {
  public static final Deadlines NONE = new Deadlines(null, null);

  public Deadlines {
    if (empty(whole) || empty(host)) {
      throw new IllegalArgumentException(
          "rollout: deadline (%s) and host_deadline (%s) must be longer than nothing"
              .formatted(whole, host));
    }
  }

  private static boolean empty(@Nullable Duration bound) {
    return bound != null && !bound.isPositive();
  }
}
