package io.slipway.contract;

import io.slipway.domain.HostName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a run to leave hosts out from now on; what it has changed on them is put back.
 *
 * @param hosts at least one, none of which has the release already
 */
public record ExcludeRequest(Initiator initiator, @Nullable String reason, List<HostName> hosts) {
  public ExcludeRequest {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
  }

  /** The same, asked for by this one. */
  public ExcludeRequest by(Initiator other) {
    return new ExcludeRequest(other, reason, hosts);
  }
}
