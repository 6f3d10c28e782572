package io.slipway.contract;

import io.slipway.domain.HostName;
import org.jspecify.annotations.Nullable;

/**
 * What became of one host in one phase.
 *
 * @param report what the phase did; null when it failed or was not begun
 * @param failure why it failed; null when it did not
 * @param begun whether an attempt was made at all, so that it may have changed the host
 */
public record PhaseOutcome(
    HostName host, @Nullable HostReport report, @Nullable HostFailure failure, boolean begun) {

  public static PhaseOutcome notBegun(HostName host) {
    return new PhaseOutcome(host, null, null, false);
  }

  public boolean succeeded() {
    return report != null;
  }

  /** Whether the host is in service, as far as the phase has found. */
  public boolean serves() {
    return report != null && report.serving().isPresent();
  }
}
