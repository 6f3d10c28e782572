package io.slipway.notify;

import io.slipway.domain.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a worker speaks on one channel: at first as often as it likes, then once a second. Who
 * must wait gets a time of its own, so that not all come again at once.
 */
final class Pacing {
  static final int AT_ONCE = 10;
  static final Duration EVERY = Duration.ofSeconds(1);

  private static final int REMEMBERED = 10_000;

  private final InstantSource clock;
  private final Map<Channel, Instant> next = bounded();
  private final Map<String, Instant> given = bounded();

  Pacing(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * How long a notice has to wait; zero when it may be told now, which it must be then.
   *
   * @param id of the notice, for which a time may have been set before
   */
  synchronized Duration delay(Channel channel, String id) {
    Instant now = clock.instant();
    Instant turn = given.get(id);
    if (turn == null) {
      Instant earliest = now.minus(EVERY.multipliedBy(AT_ONCE - 1L));
      Instant free = next.getOrDefault(channel, earliest);
      turn = free.isBefore(earliest) ? earliest : free;
      next.put(channel, turn.plus(EVERY));
    }
    if (turn.isAfter(now)) {
      given.put(id, turn);
      return Duration.between(now, turn);
    }
    given.remove(id);
    return Duration.ZERO;
  }

  private static <K> Map<K, Instant> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, Instant> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
