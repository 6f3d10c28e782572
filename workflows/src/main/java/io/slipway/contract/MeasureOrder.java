package io.slipway.contract;

import io.slipway.domain.HostName;
import io.slipway.domain.Measure;
import java.util.List;

/**
 * Asks for one measurement of a canary.
 *
 * @param order with the host that is measured, or with any of the canary where all are together
 * @param canaries the hosts of the canary
 * @param old hosts that still serve what they served, as many of the same zones where there are any
 */
public record MeasureOrder(
    HostOrder order, Measure measure, List<HostName> canaries, List<HostName> old) {
  public MeasureOrder {
    canaries = canaries == null ? List.of() : List.copyOf(canaries);
    old = old == null ? List.of() : List.copyOf(old);
  }
}
