package io.slipway.workflow;

import io.slipway.contract.Colors;
import io.slipway.contract.HostReport;
import io.slipway.contract.Phase;
import io.slipway.contract.RollbackRequest;
import io.slipway.contract.RollbackWorkflow;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunOrder;
import io.slipway.contract.RunResult;
import io.slipway.domain.Color;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import io.slipway.rollout.RollbackChoice;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds a release that all hosts have, and switches to it batch by batch. */
public final class RollbackRun extends ControlledRun implements RollbackWorkflow {
  private final @Nullable ReleaseId wanted;
  private final boolean cleanOnly;
  private final @Nullable Color retired;

  @WorkflowInit
  public RollbackRun(RunOrder order) {
    super(runOf(order));
    wanted = Objects.requireNonNull(order.rollback()).to();
    cleanOnly = order.rollback().cleanOnly();
    retired = order.retired();
    if (cleanOnly) {
      run.switchover.leaveAlone();
    }
  }

  private static FleetRun runOf(RunOrder order) {
    RunKey key = order.key();
    RollbackRequest request = Objects.requireNonNull(order.rollback());
    String ref = request.to() == null ? "" : request.to().value();
    Target target = request.target();
    return new FleetRun(
        new Mission(
            key,
            key,
            request.cleanOnly() ? target.withSteps(target.steps().withoutHooks()) : target,
            ref,
            request.initiator()),
        request.reason(),
        order.quarantine(),
        order.troubledSince());
  }

  @Override
  public RunResult run(RunOrder order) {
    requireStartedByStage();
    return run.carry(
        () ->
            choose()
                && (cleanOnly
                    ? run.forward.stay()
                    : run.commands.opened() && run.secretsFound() && goBack()),
        () -> {});
  }

  private boolean goBack() {
    if (!run.commands.beforeSwitch()) {
      return false;
    }
    return run.switchover.applies()
        ? run.forward.standBy(stopped()) && run.switchover.made()
        : run.forward.rollOut();
  }

  /** A health check may not notice that what it asks for was stopped, and there may be none. */
  private boolean stopped() {
    Colors colors = run.switchover.colors();
    return colors != null && colors.idle() == retired;
  }

  private RollbackChoice choice() {
    List<HostReport> found = run.forward.found();
    Colors colors = run.switchover.colors();
    return colors == null || wanted != null
        ? RollbackChoice.of(found, wanted)
        : RollbackChoice.ofIdle(found, run.switchover.idle(), colors.idle().word());
  }

  private boolean choose() {
    if (!run.forward.through(Phase.INSPECT)) {
      return false;
    }
    return switch (choice()) {
      case RollbackChoice.Refused refused -> {
        run.stop(refused.reason());
        yield false;
      }
      case RollbackChoice.Chosen chosen -> {
        run.chooseRelease(
            chosen.release(),
            chosen.revision(),
            "release %s, which all %s have"
                .formatted(chosen.release(), run.switchover.applies() ? "of them" : "hosts"));
        yield true;
      }
    };
  }
}
