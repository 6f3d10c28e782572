package io.slipway.workflow;

import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.RecoveryOrder;
import io.slipway.contract.RecoveryWorkflow;
import io.slipway.contract.RetireWorkflow;
import io.slipway.contract.RollbackWorkflow;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunOrder;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.SearchAttributes;
import io.slipway.contract.TaskQueues;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;

/** A run, as its stage starts it. */
record RunChild(Promise<WorkflowExecution> started, Promise<RunResult> result) {

  static RunChild start(RunOrder order, RunSummary summary) {
    ChildWorkflowOptions options = options(summary);
    return switch (order.key().kind()) {
      case DEPLOY -> {
        DeployWorkflow child = Workflow.newChildWorkflowStub(DeployWorkflow.class, options);
        Promise<RunResult> result = Async.function(child::run, order);
        yield new RunChild(Workflow.getWorkflowExecution(child), result);
      }
      case ROLLBACK -> {
        RollbackWorkflow child = Workflow.newChildWorkflowStub(RollbackWorkflow.class, options);
        Promise<RunResult> result = Async.function(child::run, order);
        yield new RunChild(Workflow.getWorkflowExecution(child), result);
      }
      case RETIREMENT -> {
        RetireWorkflow child = Workflow.newChildWorkflowStub(RetireWorkflow.class, options);
        Promise<RunResult> result = Async.function(child::run, order);
        yield new RunChild(Workflow.getWorkflowExecution(child), result);
      }
      case RECOVERY -> throw new IllegalArgumentException("a recovery has an order of its own");
    };
  }

  static RunChild start(RecoveryOrder order, RunSummary summary) {
    RecoveryWorkflow child =
        Workflow.newChildWorkflowStub(RecoveryWorkflow.class, options(summary));
    Promise<RunResult> result = Async.function(child::run, order);
    return new RunChild(Workflow.getWorkflowExecution(child), result);
  }

  private static ChildWorkflowOptions options(RunSummary summary) {
    RunKey key = summary.key();
    var attributes = io.temporal.common.SearchAttributes.newBuilder();
    attributes.set(SearchAttributes.APPLICATION, key.application().value());
    attributes.set(SearchAttributes.STAGE, key.stage().value());
    attributes.set(SearchAttributes.INITIATOR, Clip.attribute(summary.initiator().toString()));
    attributes.set(SearchAttributes.STATE, "RUNNING");
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(summary.workflowId())
        .setTaskQueue(TaskQueues.WORKFLOWS)
        // Whoever ends the stage ends its run in good order: a cancelled run puts everything back.
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
        .setTypedSearchAttributes(attributes.build())
        .setStaticSummary(
            Clip.summary(
                "%s on %s"
                    .formatted(
                        Markdown.text(Words.subject(key.kind(), summary.ref())), key.stage())))
        .setStaticDetails(
            Clip.details(
                "Asked for by %s, for %d hosts.%s"
                    .formatted(
                        Markdown.text(summary.initiator().toString()),
                        summary.hosts(),
                        summary.reason() == null
                            ? ""
                            : " Reason: " + Markdown.text(summary.reason()))))
        .build();
  }
}
