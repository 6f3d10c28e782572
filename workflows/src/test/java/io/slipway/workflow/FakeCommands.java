package io.slipway.workflow;

import io.slipway.contract.CommandOrder;
import io.slipway.contract.CommandsOrder;
import io.slipway.contract.FailureType;
import io.slipway.contract.StepReport;
import io.slipway.contract.WorkerActivities;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A worker whose operator has opened some commands; notes its calls among those of hosts. */
final class FakeCommands implements WorkerActivities {
  private final FakeHosts hosts;
  private final List<String> closed = new ArrayList<>();
  private final List<String> failing = new ArrayList<>();

  FakeCommands(FakeHosts hosts) {
    this.hosts = hosts;
  }

  /** The operator has not opened it. */
  synchronized void closes(String name) {
    closed.add(name);
  }

  synchronized void breaks(String name) {
    failing.add(name);
  }

  @Override
  public synchronized void opened(CommandsOrder order) {
    hosts.noteCall("look at " + String.join(" ", order.names()));
    List<String> wanting = order.names().stream().filter(closed::contains).toList();
    if (!wanting.isEmpty()) {
      throw failure(
          FailureType.PRECONDITION_FAILED, "Nobody opened " + String.join(", ", wanting), "");
    }
  }

  @Override
  public synchronized StepReport run(CommandOrder order) {
    hosts.noteCall("%s on the worker".formatted(order.command().name()));
    if (failing.contains(order.command().name())) {
      throw failure(FailureType.STEP_FAILED, "it ended with status 3", "its output");
    }
    return new StepReport(order.step(), false, Duration.ZERO, "told " + order.release());
  }

  private static ApplicationFailure failure(FailureType type, String why, String said) {
    return ApplicationFailure.newNonRetryableFailure(why, type.name(), said);
  }
}
