package io.slipway.workflow;

import io.slipway.contract.Action;
import io.slipway.contract.BatchOrder;
import io.slipway.contract.DriftOrder;
import io.slipway.contract.LogOrder;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.SurveyOrder;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.domain.Target;
import io.slipway.workflow.Door.Signed;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For workflows that anybody may start: whoever did must be let in, or be one of ours. */
final class FrontDoor {
  private static final int GUARDED = 1;

  private FrontDoor() {}

  /** The look that is to be done. A watch has been let in for its looks. */
  static SurveyOrder admitted(SurveyOrder sent) {
    Target target = sent.target();
    String watch = WorkflowIds.drift(target.application(), target.stage());
    Optional<String> parent = Workflow.getInfo().getParentWorkflowId();
    if (parent.filter(p -> p.equals(watch) || p.startsWith(watch + "-")).isPresent() || old()) {
      return sent;
    }
    SignedRequest signed = sent.proof();
    Door door = door(target, Workflow.getInfo().getWorkflowId());
    if (signed == null) {
      return sent.by(door.ask(Action.LOOK, sent.initiator(), target));
    }
    Signed asked = door.repeatable(signed);
    require(asked, Action.LOOK);
    SurveyOrder order = asked.request(SurveyOrder.class);
    requireHere(target, order.target());
    return order.by(order.initiator().as(asked.admission()));
  }

  /** The logs that are to be read: whoever may look at a stage may read what was said there. */
  static LogOrder admitted(LogOrder sent) {
    RunKey run = sent.run();
    Door door =
        new Door(run.application(), run.stage(), Workflow.getInfo().getWorkflowId(), List.of());
    SignedRequest signed = sent.proof();
    if (signed == null) {
      return sent.by(door.ask(Action.LOOK, sent.initiator(), null));
    }
    Signed asked = door.repeatable(signed);
    require(asked, Action.LOOK);
    LogOrder order = asked.request(LogOrder.class);
    requireHere(run, order.run());
    return order.by(order.initiator().as(asked.admission()));
  }

  /** The watch whose look this is. */
  static DriftOrder admitted(DriftOrder sent) {
    if (old()) {
      return sent;
    }
    Target target = sent.target();
    SignedRequest signed = sent.proof();
    Door door = door(target, null);
    if (signed == null) {
      return sent.by(door.ask(Action.WATCH, sent.initiator(), target));
    }
    Signed asked = door.repeatable(signed);
    require(asked, Action.WATCH);
    DriftOrder order = asked.request(DriftOrder.class);
    requireHere(target, order.target());
    return order.by(order.initiator().as(asked.admission()));
  }

  /** Refuses to be a run that its stage has not started: nobody has been asked about it. */
  static void requireStartedByStage(RunKey run) {
    requireStartedBy("its stage", List.of(WorkflowIds.stage(run.application(), run.stage())));
  }

  /** Refuses to be a batch that no run has started. */
  static void requireStartedByRun(BatchOrder order) {
    Target target = order.target();
    requireStartedBy(
        "a run",
        Arrays.stream(RunKind.values())
            .map(k -> new RunKey(target.application(), target.stage(), k, order.epoch()))
            .map(WorkflowIds::run)
            .toList());
  }

  private static void requireStartedBy(String starter, List<String> ids) {
    WorkflowInfo info = Workflow.getInfo();
    if (info.getParentWorkflowId().filter(ids::contains).isEmpty() && !old()) {
      throw Door.forbidden(
          "%s was not started by %s, so that nobody has been asked whether it may be."
              .formatted(info.getWorkflowId(), starter));
    }
  }

  /** Whether it began before there was a gate. To be removed once nothing is from 2026-11-24. */
  private static boolean old() {
    return Workflow.getVersion("front-door", Workflow.DEFAULT_VERSION, GUARDED) < GUARDED;
  }

  private static Door door(Target target, @Nullable String run) {
    return new Door(target.application(), target.stage(), run, List.of());
  }

  private static void require(Signed asked, Action action) {
    if (asked.wanted() != action) {
      throw asked.misdirected();
    }
  }

  /** The gate was asked about the stage that the order was sent for. */
  private static void requireHere(Target asked, Target found) {
    if (!asked.application().equals(found.application()) || !asked.stage().equals(found.stage())) {
      throw elsewhere(asked.application(), asked.stage(), found.application(), found.stage());
    }
  }

  private static void requireHere(RunKey asked, RunKey found) {
    if (!asked.application().equals(found.application()) || !asked.stage().equals(found.stage())) {
      throw elsewhere(asked.application(), asked.stage(), found.application(), found.stage());
    }
  }

  private static ApplicationFailure elsewhere(
      ApplicationName asked, StageName stage, ApplicationName found, StageName foundStage) {
    return Door.forbidden(
        "The request is for %s of %s, and its statement for %s of %s."
            .formatted(foundStage, found, stage, asked));
  }
}
