package io.slipway.starter.gateway;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.Status;
import io.slipway.contract.EventPage;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;
import io.slipway.contract.StepOutput;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.RunListener;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunFollowerTest {

  @Test
  void an_interruption_leaves_the_thread_free_to_give_the_terminal_back() {
    RunFollower follower = new RunFollower(new Interrupted(), "shop:production", new Nobody());

    assertThrows(InterruptedException.class, follower::follow);

    assertFalse(Thread.interrupted(), "still interrupted, so that the next wait would break off");
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
    public void rest(Duration time) {
      throw new AssertionError("asked after the interruption");
    }
  }

  private static final class Nobody implements RunListener {
    @Override
    public void event(String workflow, RunEvent event) {}

    @Override
    public void lost(String why) {}

    @Override
    public void found() {}

    @Override
    public void ended(RunResult result, ExitCode exit) {}
  }
}
