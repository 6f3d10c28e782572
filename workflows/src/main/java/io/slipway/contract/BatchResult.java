package io.slipway.contract;

import java.util.List;

/** What became of each host of a batch, in the batch's order. */
public record BatchResult(List<PhaseOutcome> hosts) {
  public BatchResult {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
  }
}
