package io.slipway.workflow;

import io.slipway.contract.EventType;
import io.slipway.contract.HostState;
import io.slipway.domain.Deadlines;
import io.slipway.domain.Host;
import io.slipway.rollout.Durations;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has a deploy begin no further host once its time is over. Time for which it stands still, be it
 * for a person or for its stage to open, is not counted; what puts hosts back has all the time that
 * it needs.
 */
final class RunDeadline {
  private final FleetRun run;
  private final @Nullable Duration limit;
  private boolean counting;
  private boolean over;
  private int counts;

  RunDeadline(FleetRun run) {
    this.run = run;
    Deadlines deadlines = run.target().rollout().deadlines();
    this.limit = deadlines == null ? null : deadlines.whole();
  }

  /** The time begins, for the first time or anew; returns whether the run goes on. */
  boolean begin() {
    Duration time = limit;
    if (time != null && Countdown.known()) {
      counting = true;
      over = false;
      int own = ++counts;
      Promise<Void> unused =
          Async.procedure(
              () -> {
                if (Countdown.passes(time, run.hold.clock, () -> !counting || counts != own)) {
                  pass();
                }
              });
    }
    return !run.stopping();
  }

  private void pass() {
    over = true;
    counting = false;
    if (!waiting().isEmpty()) {
      run.events.run(EventType.WARNING, "%s No further host begins.".formatted(why()));
      run.phases.stopForward();
    }
  }

  /** Nothing is left that it could be too late for. */
  void end() {
    counting = false;
  }

  /** Whether the time has passed. */
  boolean over() {
    return over;
  }

  /** The hosts that have not been switched, and still could be. */
  List<Host> waiting() {
    return run.forward.in().stream()
        .filter(h -> run.progress.of(h).state() != HostState.ACTIVE)
        .toList();
  }

  /** What has happened, in a whole sentence. */
  String why() {
    int all = run.progress.all().size();
    int done = run.progress.where(p -> p.state() == HostState.ACTIVE).size();
    return "The deadline of %s is over, and %d of %s %s switched."
        .formatted(
            limit == null ? "the run" : Durations.words(limit),
            done,
            Words.hosts(all),
            done == 1 ? "is" : "are");
  }

  /** Waits between batches, as long as there is time for the next one. */
  void rest(Duration time) {
    if (counting) {
      boolean unused = Workflow.await(time, () -> over);
    } else {
      Workflow.sleep(time);
    }
  }
}
