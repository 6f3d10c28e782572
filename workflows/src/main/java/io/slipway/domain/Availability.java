package io.slipway.domain;

import org.jspecify.annotations.Nullable;

/**
 * What must stay in service while hosts change.
 *
 * @param minHealthy least hosts in service at any time; a percentage is rounded up. Null when none
 *     need be
 * @param fleet hosts of the stage, also those that a run leaves alone: what {@code minHealthy} is a
 *     percentage of; 0 when the run has all
 * @param zoneParallel most hosts of one zone that change at the same time, in hosts or percent of
 *     the zone's; null for no bound of their own
 */
public record Availability(
    @Nullable BatchSize minHealthy,
    int fleet,
    @Nullable BatchSize zoneParallel,
    HostSequence order) {
  /** Nothing need stay in service. */
  public static final Availability NONE = new Availability(null, 0, null, HostSequence.AS_LISTED);

  public Availability {
    order = order == null ? HostSequence.AS_LISTED : order;
  }

  /** Whether it must be known which hosts are in service. */
  public boolean watches() {
    return minHealthy != null || order == HostSequence.UNHEALTHY_FIRST;
  }
}
