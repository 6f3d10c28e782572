package io.slipway.contract;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When something is to be done: again and again by the clocks of a time zone, or once.
 *
 * @param cron five fields; null for once
 * @param zone by whose clocks; null for once
 * @param at when; null for again and again
 */
public record Timing(@Nullable String cron, @Nullable ZoneId zone, @Nullable Instant at) {

  public static Timing once(Instant at) {
    return new Timing(null, null, at);
  }

  public static Timing again(String cron, ZoneId zone) {
    return new Timing(cron, zone, null);
  }
}
