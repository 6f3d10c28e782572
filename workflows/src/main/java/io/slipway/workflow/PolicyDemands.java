package io.slipway.workflow;

import io.slipway.contract.Demands;
import io.slipway.contract.DemandsOrder;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the gate demands of a deploy. One answer serves all that is asked at the beginning; what
 * comes later is asked for anew.
 */
final class PolicyDemands {
  /**
   * Since 2026-11-30. Deploys that began before ask each time, and know other changes by name;
   * those of version 1 know of no freezes.
   */
  private static final String CHANGE = "demands-once";

  private static final int ONCE = 1;
  private static final int FREEZES = 2;

  /** A policy that has changed in so short a time might as well have done so just afterwards. */
  private static final Duration RECENT = Duration.ofSeconds(10);

  private final DemandsOrder order;
  private final boolean deploy;
  private @Nullable Integer version;
  private @Nullable Promise<Demands> last;
  private Instant asked = Instant.MIN;

  PolicyDemands(RunKey run) {
    this.order = new DemandsOrder(run.application(), run.stage());
    this.deploy = run.kind() == RunKind.DEPLOY;
  }

  /**
   * Whether the deploy is one of those that ask so, which have windows and approvals. No other run
   * does.
   */
  boolean once() {
    return version() >= ONCE;
  }

  /** Whether it can be held by freezes. */
  boolean freezes() {
    return version() >= FREEZES;
  }

  private int version() {
    if (!deploy) {
      return Workflow.DEFAULT_VERSION;
    }
    version =
        version == null ? Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, FREEZES) : version;
    return version;
  }

  /** Has the gate asked while the run does something else. */
  void askAhead() {
    if (once()) {
      Promise<Demands> unused = ask();
    }
  }

  /**
   * An answer that is seconds old at most, or the one that is under way.
   *
   * @throws ActivityFailure when there is none
   */
  Demands recent() {
    Promise<Demands> answer = last;
    return answer != null && once() && isRecent(answer) ? answer.get() : now();
  }

  private boolean isRecent(Promise<Demands> answer) {
    return !answer.isCompleted() || !WorkflowTime.now().isAfter(asked.plus(RECENT));
  }

  /**
   * The answer of this moment.
   *
   * @throws ActivityFailure when there is none
   */
  Demands now() {
    return ask().get();
  }

  private Promise<Demands> ask() {
    asked = WorkflowTime.now();
    Promise<Demands> answer = Async.function(ActivityStubs.demands(order)::demands, order);
    last = answer;
    return answer;
  }
}
