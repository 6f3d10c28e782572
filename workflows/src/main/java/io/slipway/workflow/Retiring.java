package io.slipway.workflow;

import io.slipway.contract.Crowd;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostActivities;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.HostName;
import java.util.ArrayList;
import java.util.List;

/** Retires a host, once its balancer has said that no visitors are sent there. */
final class Retiring {
  private final HostOrder order;
  private final EventLog events;
  private final StoppableClock clock;
  private final HostName host;

  Retiring(HostOrder order, EventLog events, StoppableClock clock) {
    this.order = order;
    this.events = events;
    this.clock = clock;
    this.host = order.host().name();
  }

  PhaseOutcome with(HostActivities activities) {
    List<Crowd> found = new ArrayList<>(1);
    PhaseOutcome looked =
        persevering("see whether visitors are sent to it").until(false, () -> look(found));
    if (!looked.succeeded()) {
      return looked;
    }
    return found.getLast().parts().stream().anyMatch(part -> part.in().contains(host))
        ? new PhaseOutcome(host, null, visited(), true)
        : persevering(Words.of(Phase.RETIRE)).until(true, () -> activities.retire(order));
  }

  private HostReport look(List<Crowd> found) {
    found.add(ActivityStubs.traffic(order.target(), order.host()).crowd(order));
    return new HostReport(host, List.of(), null, null, List.of(), List.of());
  }

  private HostFailure visited() {
    return new HostFailure(
        host,
        FailureType.PRECONDITION_FAILED,
        "retire",
        Words.of(Phase.RETIRE),
        "visitors are sent to it",
        "Nothing was done there.",
        "",
        true);
  }

  private Perseverance persevering(String attempted) {
    return new Perseverance(order, Phase.RETIRE, attempted, events, clock);
  }
}
