package io.slipway.workflow;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.HostName;
import io.slipway.rollout.Durations;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Ends what is done to a host where it takes too long: the host has failed then, by itself. */
final class HostDeadline {
  private final Duration limit;
  private final StoppableClock clock;
  private boolean over;
  private boolean passed;

  /**
   * @param clock stands still while hosts do
   */
  HostDeadline(Duration limit, StoppableClock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * What has come of the work, once nothing of it goes on any more.
   *
   * @param attempted verb phrase that completes "tried to …"
   */
  PhaseOutcome within(HostName host, String attempted, Supplier<PhaseOutcome> work) {
    List<PhaseOutcome> outcome = new ArrayList<>(1);
    CancellationScope scope = Workflow.newCancellationScope(() -> outcome.add(work.get()));
    Promise<Void> unused =
        Async.procedure(
            () -> {
              if (Countdown.passes(limit, clock, () -> over)) {
                passed = true;
                scope.cancel("host_deadline");
              }
            });
    scope.run();
    over = true;
    PhaseOutcome ended = outcome.getFirst();
    HostFailure failure = ended.failure();
    return passed && failure != null && failure.type() == FailureType.ABORTED
        ? new PhaseOutcome(host, null, late(failure, attempted), ended.begun())
        : ended;
  }

  private HostFailure late(HostFailure failure, String attempted) {
    return new HostFailure(
        failure.host(),
        FailureType.DEADLINE_PASSED,
        failure.step(),
        attempted,
        "it was not done within %s (rollout.host_deadline), and was ended"
            .formatted(Durations.words(limit)),
        "Look what it waits for on the host, or give it more time.",
        failure.output());
  }
}
