package io.slipway.starter.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.Status;
import io.slipway.contract.EventPage;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.StepOutput;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.StageName;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunFollowerTest {
  private static final RunResult RESULT =
      new RunResult(
          new RunKey(
              ApplicationName.of("shop"),
              StageName.of("production"),
              RunKind.DEPLOY,
              ReleaseId.of("20261124090000")),
          RunOutcome.SUCCEEDED,
          null,
          null,
          "Done.",
          List.of(),
          List.of());

  @Test
  void an_interruption_leaves_the_thread_free_to_give_the_terminal_back() {
    RunFollower follower =
        new RunFollower(new Interrupted(), "shop:production", new Nobody(new ArrayList<>()));

    assertThrows(InterruptedException.class, follower::follow);

    assertFalse(Thread.interrupted(), "still interrupted, so that the next wait would break off");
  }

  @Test
  void a_run_that_is_silent_for_want_of_a_worker_says_so_once() throws InterruptedException {
    List<String> heard = new ArrayList<>();
    Silent source =
        new Silent(
            List.of(
                List.of(), List.of("No worker polls."), List.of("No worker polls."), List.of()));

    RunResult unused =
        new RunFollower(source, "shop:production", new Nobody(heard), Duration.ZERO).follow();

    assertEquals(
        List.of("No worker polls. shop:production waits for it.", "A worker is there again."),
        heard);
  }

  @Test
  void workers_are_not_looked_for_while_a_run_has_not_been_silent_for_long()
      throws InterruptedException {
    List<String> heard = new ArrayList<>();
    Silent source = new Silent(List.of(List.of("No worker polls."), List.of("No worker polls.")));

    RunResult unused =
        new RunFollower(source, "shop:production", new Nobody(heard), Duration.ofHours(1)).follow();

    assertEquals(List.of(), heard);
  }

  @Test
  void what_nobody_answers_for_want_of_a_worker_is_not_said_to_be_temporals_doing()
      throws InterruptedException {
    List<String> heard = new ArrayList<>();
    Silent source =
        new Silent(List.of(List.of("No worker polls."), List.of("No worker polls."))) {
          @Override
          public EventPage events(String workflow, int after) {
            throw Status.DEADLINE_EXCEEDED.asRuntimeException();
          }
        };

    RunResult unused =
        new RunFollower(source, "shop:production", new Nobody(heard), Duration.ZERO).follow();

    assertEquals(List.of("No worker polls. shop:production waits for it."), heard);
  }

  /** A run without news that ends after so many turns, in each of which workers are missing. */
  private static class Silent implements RunSource {
    private final Iterator<List<String>> turns;
    private List<String> missing = List.of();

    Silent(List<List<String>> turns) {
      this.turns = turns.iterator();
    }

    @Override
    public boolean ended(Duration patience) {
      if (!turns.hasNext()) {
        return true;
      }
      missing = turns.next();
      return false;
    }

    @Override
    public EventPage events(String workflow, int after) {
      return new EventPage(List.of(), false);
    }

    @Override
    public List<StepOutput> outputs(String workflow) {
      return List.of();
    }

    @Override
    public List<String> missing(List<String> workflows) {
      return missing;
    }

    @Override
    public RunResult result() {
      return RESULT;
    }

    @Override
    public void rest(Duration time) {}
  }

  /** As gRPC does: the call fails, and the thread stays interrupted. */
  private static final class Interrupted implements RunSource {
    @Override
    public boolean ended(Duration patience) {
      Thread.currentThread().interrupt();
      throw Status.CANCELLED.withCause(new InterruptedException()).asRuntimeException();
    }

    @Override
    public EventPage events(String workflow, int after) {
      throw new AssertionError("asked after the interruption");
    }

    @Override
    public List<StepOutput> outputs(String workflow) {
      throw new AssertionError("asked after the interruption");
    }

    @Override
    public RunResult result() {
      throw new AssertionError("asked after the interruption");
    }

    @Override
    public List<String> missing(List<String> workflows) {
      throw new AssertionError("asked after the interruption");
    }

    @Override
    public void rest(Duration time) {
      throw new AssertionError("asked after the interruption");
    }
  }

  /**
   * @param heard what is lost and found
   */
  private record Nobody(List<String> heard) implements RunListener {
    @Override
    public void event(String workflow, RunEvent event) {}

    @Override
    public void lost(String why) {
      heard.add(why);
    }

    @Override
    public void found(String what) {
      heard.add(what);
    }

    @Override
    public void ended(RunResult result, ExitCode exit) {}
  }
}
