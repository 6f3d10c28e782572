package io.slipway.standalone.engine;

import io.slipway.starter.gateway.LocalEngine;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an engine behaves.
 *
 * @param rest it stops by itself after so long without use and without open runs or schedules;
 *     {@code SLIPWAY_ENGINE_REST} in whole seconds, default 1800, or {@code off}
 * @param drain how long activities may go on when it is stopped
 */
record EngineSettings(Duration rest, Duration drain) {
  private static final Duration REST = Duration.ofMinutes(30);
  private static final Duration NEVER = Duration.ofDays(36_500);
  private static final Duration DRAIN = Duration.ofSeconds(30);

  static EngineSettings of(Map<String, String> environment) {
    String seconds = environment.get("SLIPWAY_ENGINE_REST");
    try {
      return new EngineSettings(rest(seconds), DRAIN);
    } catch (NumberFormatException e) {
      throw new LocalEngine.EngineException(
          "SLIPWAY_ENGINE_REST is '%s', but must be a number of seconds, or off."
              .formatted(seconds),
          e);
    }
  }

  private static Duration rest(@Nullable String seconds) {
    if (seconds == null) {
      return REST;
    }
    return seconds.equals("off") ? NEVER : Duration.ofSeconds(Long.parseLong(seconds));
  }
}
