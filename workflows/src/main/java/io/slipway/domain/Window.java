package io.slipway.domain;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A time in which deploys may, or may not, be done.
 *
 * @param when as a person has written it, by the clocks of {@code zone}: weekly as in {@code FRI
 *     15:00-MON 06:00} or {@code MON-THU 08:00-17:00}, once as in {@code
 *     2026-12-20T00:00/2027-01-06T06:00}
 * @param reason why; null when nobody has said
 */
public record Window(WindowKind kind, String when, ZoneId zone, @Nullable String reason) {

  /** As sentences have it. */
  public String words() {
    return "%s (%s)%s".formatted(when, zone, reason == null ? "" : ": " + reason);
  }
}
