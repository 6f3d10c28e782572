package io.slipway.workflow;

import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.HostName;
import io.slipway.domain.Rollout;
import io.slipway.rollout.Durations;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Works on one host until it is known what has come of it. What all hosts depend on is waited for;
 * and where the connection was lost in the middle of a change, the host is asked before anything is
 * done again.
 */
final class Perseverance {
  /** A long command may see some; a host that is always lost again is not worked on for ever. */
  private static final int LOSSES = 10;

  private final HostOrder order;
  private final @Nullable Phase phase;
  private final String attempted;
  private final EventLog events;
  private final Rollout rollout;
  private final Outage outage;
  private @Nullable Instant unknownSince;
  private int lost;

  /**
   * @param attempted verb phrase that completes "tried to …"
   * @param clock by which outages are waited for
   */
  Perseverance(
      HostOrder order,
      @Nullable Phase phase,
      String attempted,
      EventLog events,
      StoppableClock clock) {
    this.order = order;
    this.phase = phase;
    this.attempted = attempted;
    this.events = events;
    this.rollout = order.target().rollout();
    this.outage =
        new Outage(
            rollout,
            text -> events.host(EventType.WAITING, phase, order.host().name(), text),
            clock);
  }

  /**
   * @param changing whether a lost connection may leave something half done that matters
   */
  PhaseOutcome until(boolean changing, Supplier<HostReport> work) {
    boolean untouched = true;
    while (true) {
      PhaseOutcome outcome = once(host(), attempted, work);
      HostFailure failure = outcome.failure();
      if (failure == null) {
        return outcome;
      }
      // An activity answers for its own attempts, and not for those of one before it.
      untouched = untouched && failure.untouched();
      failure = failure.untouched(untouched);
      boolean again =
          failure.type().outage()
              ? outage.mayEnd(failure.message())
              : changing && failure.type() == FailureType.UNKNOWN_OUTCOME && answers(failure);
      if (!again) {
        return new PhaseOutcome(
            host(), null, unknownSince == null ? failure : neverKnown(failure), true);
      }
    }
  }

  /** Tries once, or as often as the activity itself is tried. */
  static PhaseOutcome once(HostName host, String attempted, Supplier<HostReport> work) {
    try {
      return new PhaseOutcome(host, work.get(), null, true);
    } catch (ActivityFailure | CanceledFailure e) {
      return new PhaseOutcome(host, null, Failures.of(e, host, attempted), true);
    }
  }

  /** Whether the host can be asked, so that the work can be looked at and gone on with. */
  private boolean answers(HostFailure failure) {
    unknownSince = unknownSince == null ? WorkflowTime.now() : unknownSince;
    Duration left = rollout.unknownFor().minus(Duration.between(unknownSince, WorkflowTime.now()));
    if (!left.isPositive() || ++lost > LOSSES) {
      return false;
    }
    events.host(
        EventType.HOST_UNKNOWN,
        phase,
        host(),
        "%s What has become of it is not known; the host is asked for %s."
            .formatted(failure.message(), Durations.words(left)));
    try {
      HostReport found = ActivityStubs.probe(order.host(), left).inspect(order);
      events.host(
          EventType.HOST_FOUND,
          phase,
          host(),
          "answers again, and serves %s".formatted(found.serving().orElse("no release")));
      unknownSince = null;
      return true;
    } catch (ActivityFailure | CanceledFailure e) {
      return false;
    }
  }

  private HostFailure neverKnown(HostFailure last) {
    return switch (last.type().cause()) {
      case RELEASE, HOST, CONTROL, REFUSED, UNFORESEEN -> last;
      case UNREACHABLE ->
          new HostFailure(
              host(),
              FailureType.UNKNOWN_OUTCOME,
              last.step(),
              attempted,
              "%s; it was asked for %s and did not tell what has become of it"
                  .formatted(last.reason(), Durations.words(rollout.unknownFor())),
              "Look at the host. It is put back before anything else is done to it.",
              last.output());
    };
  }

  private HostName host() {
    return order.host().name();
  }
}
