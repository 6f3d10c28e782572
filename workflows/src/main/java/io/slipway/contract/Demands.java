package io.slipway.contract;

import io.slipway.domain.Approvals;
import java.util.List;

/**
 * What the policy demands, whatever a stage's own file says.
 *
 * @param approvals all of them must be satisfied; empty for none
 */
public record Demands(List<Approvals> approvals) {
  public Demands {
    approvals = approvals == null ? List.of() : List.copyOf(approvals);
  }
}
