package io.slipway.workflow;

import io.slipway.domain.Rollout;
import io.slipway.rollout.Durations;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for something that all hosts depend on, longer from time to time, and says so. */
final class Outage {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final Rollout rollout;
  private final Consumer<String> say;
  private final StoppableClock clock;
  private @Nullable Instant since;
  private Duration wait = FIRST_WAIT;

  /**
   * @param clock by which it is waited for long enough
   */
  Outage(Rollout rollout, Consumer<String> say, StoppableClock clock) {
    this.rollout = rollout;
    this.say = say;
    this.clock = clock;
  }

  /**
   * Waits a while, unless it was waited for long enough.
   *
   * @param message what has failed because of it
   * @return whether to try again
   */
  boolean mayEnd(String message) {
    since = since == null ? clock.now() : since;
    if (Duration.between(since, clock.now()).compareTo(rollout.outageFor()) >= 0) {
      return false;
    }
    say.accept(
        "%s Tried again in %s, for %s in all; hosts are not to blame."
            .formatted(message, Durations.words(wait), Durations.words(rollout.outageFor())));
    if (!slept(wait)) {
      return false;
    }
    Duration twice = wait.multipliedBy(2);
    wait = twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
    return true;
  }

  private static boolean slept(Duration time) {
    try {
      Workflow.sleep(time);
      return true;
    } catch (CanceledFailure e) {
      return false;
    }
  }
}
