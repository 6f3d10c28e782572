package io.slipway.contract;

import io.slipway.domain.Approvals;
import io.slipway.domain.Window;
import java.util.List;

/**
 * What the policy demands, whatever a stage's own file says.
 *
 * @param approvals all of them must be satisfied; empty for none
 * @param windows when deploys may be done; what the stage's own say counts besides
 * @param freezes that close the stage now, or will, whatever windows say
 */
public record Demands(List<Approvals> approvals, List<Window> windows, List<Freeze> freezes) {
  public Demands {
    approvals = approvals == null ? List.of() : List.copyOf(approvals);
    windows = windows == null ? List.of() : List.copyOf(windows);
    freezes = freezes == null ? List.of() : List.copyOf(freezes);
  }

  /** Where nothing is frozen. */
  public Demands(List<Approvals> approvals, List<Window> windows) {
    this(approvals, windows, List.of());
  }

  /** The same, with freezes. */
  public Demands with(List<Freeze> standing) {
    return new Demands(approvals, windows, standing);
  }
}
