package io.slipway.contract;

import io.slipway.domain.HostName;
import io.slipway.domain.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many hosts of a batch may be taken out of service, besides how many may be in work.
 *
 * @param room most hosts in service that the batch may take out at the same time, 0 or more, those
 *     that fail and stay out among them; null for no bound
 * @param out hosts of the batch that are out of service already: they take no room, and make room
 *     once they serve
 * @param zones bounds of their own; zones that are not here have none
 * @param yielding whether one host is worked on all the same where no room is left: putting back
 *     must come to its end
 */
public record Places(
    @Nullable Integer room, List<HostName> out, List<ZonePlaces> zones, boolean yielding) {
  public Places {
    out = out == null ? List.of() : List.copyOf(out);
    zones = zones == null ? List.of() : List.copyOf(zones);
  }

  /**
   * One zone's part.
   *
   * @param most hosts of the zone in work at the same time, 1 or more
   */
  public record ZonePlaces(Label zone, int most) {}

  /** The same, with so much room. */
  public Places with(int granted) {
    return new Places(granted, out, zones, yielding);
  }
}
