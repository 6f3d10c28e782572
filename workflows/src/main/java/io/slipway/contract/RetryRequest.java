package io.slipway.contract;

import io.slipway.domain.HostName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a paused run to try failed hosts again.
 *
 * @param hosts those to try; empty for all that have failed
 * @param from the step to begin with, one of {@link #STEPS}, done again although it is recorded as
 *     done; null for the one that failed
 */
public record RetryRequest(
    Initiator initiator, @Nullable String reason, List<HostName> hosts, @Nullable String from) {
  /** Steps that can be begun with, in their order. */
  public static final List<String> STEPS =
      List.of(
          "checkout",
          "build",
          "migrate",
          "drain",
          "before-switch",
          "symlink",
          "restart",
          "verify",
          "undrain");

  public RetryRequest {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
  }

  /** The same, asked for by this one. */
  public RetryRequest by(Initiator other) {
    return new RetryRequest(other, reason, hosts, from);
  }
}
