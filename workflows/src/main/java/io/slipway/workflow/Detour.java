package io.slipway.workflow;

import io.slipway.contract.EventType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.TrafficActivities;
import io.slipway.domain.HostName;
import io.slipway.domain.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Leads visitors around a host while it changes. What has been drained is remembered beside the
 * balancer, not here, so that whichever run brings the host in order lets it in again.
 */
final class Detour {
  private final HostOrder order;
  private final Phase phase;
  private final EventLog events;
  private final StoppableClock clock;
  private final Traffic traffic;
  private final TrafficActivities balancer;

  /** Whether the host is of a half of the stage, which is let in as a whole. */
  private final boolean apart;

  Detour(HostOrder order, Phase phase, EventLog events, StoppableClock clock) {
    this.order = order;
    this.phase = phase;
    this.events = events;
    this.clock = clock;
    this.traffic = Objects.requireNonNull(order.target().traffic());
    this.balancer = ActivityStubs.traffic(order.target(), order.host());
    this.apart = order.target().rollout().blueGreen() != null;
  }

  /**
   * A host with which something is wrong stays out until it is put back.
   *
   * @param look whether the host answers: one that is away is not taken from its visitors
   */
  PhaseOutcome forward(Supplier<PhaseOutcome> look, Supplier<PhaseOutcome> change) {
    PhaseOutcome seen = look.get();
    if (!seen.succeeded()) {
      return seen;
    }
    PhaseOutcome out = drained(persevering(outOf(), this::drain));
    if (!out.succeeded()) {
      return out;
    }
    PhaseOutcome changed = change.get();
    if (apart) {
      return outside(out.report(), changed);
    }
    return changed.report() == null
        ? staysOut(changed)
        : in(order, out.report(), Objects.requireNonNull(changed.report()));
  }

  /** A balancer that cannot be told is no reason to leave a host with a bad release. */
  PhaseOutcome back(Supplier<PhaseOutcome> look, Supplier<PhaseOutcome> change) {
    PhaseOutcome seen = look.get();
    if (!seen.succeeded()) {
      return staysAsItIs(seen);
    }
    PhaseOutcome out = drained(Perseverance.once(host(), outOf(), this::drain));
    HostFailure untold = out.failure();
    if (untold != null) {
      events.host(
          EventType.WARNING,
          phase,
          host(),
          "%s It is put back with its visitors on it.".formatted(untold.message()));
    }
    PhaseOutcome changed = change.get();
    HostReport back = changed.report();
    if (apart) {
      return outside(out.report(), changed);
    }
    return back == null ? staysOut(changed) : in(order.serving(back), out.report(), back);
  }

  /** Visitors come to it by the move of its whole half, or not at all. */
  private PhaseOutcome outside(@Nullable HostReport out, PhaseOutcome changed) {
    HostReport report = changed.report();
    return out == null || report == null
        ? changed
        : new PhaseOutcome(host(), joined(List.of(out, report), report), null, true);
  }

  private HostReport drain() {
    return balancer.drain(order);
  }

  private String outOf() {
    return "take it out of " + traffic.words();
  }

  private PhaseOutcome drained(PhaseOutcome outcome) {
    tell(EventType.HOST_DRAINED, outcome, "out of %s".formatted(traffic.words()));
    return outcome;
  }

  private PhaseOutcome in(HostOrder serving, @Nullable HostReport out, HostReport changed) {
    PhaseOutcome in =
        persevering("let it into " + traffic.words(), () -> balancer.undrain(serving));
    tell(EventType.HOST_UNDRAINED, in, "in %s again".formatted(traffic.words()));
    HostReport entered = in.report();
    return entered == null
        ? staysOut(in)
        : new PhaseOutcome(host(), joined(all(out, changed, entered), changed), null, true);
  }

  /** What was skipped is told with the host's other steps. */
  private void tell(EventType type, PhaseOutcome outcome, String done) {
    HostReport report = outcome.report();
    if (report != null
        && report.steps().stream()
            .allMatch(step -> step.skipped() == null && !(apart && step.already()))) {
      events.host(type, phase, host(), done);
    }
  }

  private PhaseOutcome persevering(String attempted, Supplier<HostReport> work) {
    return new Perseverance(order, phase, attempted, events, clock).until(false, work);
  }

  private PhaseOutcome staysOut(PhaseOutcome outcome) {
    return with(outcome, "It stays out of %s until it is put back.".formatted(traffic.words()));
  }

  /** Whether it is out is not known here, but nothing will let it in. */
  private PhaseOutcome staysAsItIs(PhaseOutcome outcome) {
    return with(
        outcome,
        "If it was taken out of %s, it stays out until it is put back.".formatted(traffic.words()));
  }

  private static PhaseOutcome with(PhaseOutcome outcome, String remark) {
    HostFailure failure = outcome.failure();
    if (failure == null) {
      return outcome;
    }
    return new PhaseOutcome(
        outcome.host(),
        null,
        new HostFailure(
            failure.host(),
            failure.type(),
            failure.step(),
            failure.attempted(),
            failure.reason(),
            "%s %s".formatted(failure.remedy(), remark).strip(),
            failure.output()),
        outcome.begun());
  }

  private static List<HostReport> all(@Nullable HostReport out, HostReport changed, HostReport in) {
    List<HostReport> all = new ArrayList<>();
    if (out != null) {
      all.add(out);
    }
    all.add(changed);
    all.add(in);
    return all;
  }

  private static HostReport joined(List<HostReport> all, HostReport changed) {
    return new HostReport(
            changed.host(),
            all.stream().flatMap(r -> r.steps().stream()).toList(),
            changed.live(),
            changed.previous(),
            changed.releases(),
            all.stream().flatMap(r -> r.warnings().stream()).toList())
        .beside(changed.foreign());
  }

  private HostName host() {
    return order.host().name();
  }
}
