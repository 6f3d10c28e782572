package io.slipway.starter.gateway;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.Action;
import io.slipway.contract.ContinueRequest;
import io.slipway.contract.SearchAttributes;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.TrainDeploy;
import io.slipway.contract.TrainItem;
import io.slipway.contract.TrainOrder;
import io.slipway.contract.TrainStatus;
import io.slipway.contract.TrainWorkflow;
import io.slipway.contract.TrainsStart;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Target;
import io.slipway.starter.proof.Signing;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.util.Optional;

/** Starts trains, and tells them something. */
public final class TrainGateway {
  private static final int LONGEST_ATTRIBUTE = 250;

  private final WorkflowClient client;
  private final Signing signing;
  private final Patience patience;

  /**
   * @param signing whether requests are signed, and how
   * @param patience how to wait for a worker's answer
   */
  public TrainGateway(WorkflowClient client, Signing signing, Patience patience) {
    this.client = client;
    this.signing = signing;
    this.patience = patience;
  }

  /** Starts a train; false when one of its name is under way. */
  public boolean start(TrainOrder plain) {
    TrainOrder order =
        new TrainOrder(
            plain.name(),
            plain.items().stream().map(this::signed).toList(),
            plain.reverts(),
            plain.initiator(),
            plain.reason());
    String who = order.initiator().toString();
    var attributes = io.temporal.common.SearchAttributes.newBuilder();
    attributes.set(
        SearchAttributes.INITIATOR, who.substring(0, Math.min(who.length(), LONGEST_ATTRIBUTE)));
    attributes.set(SearchAttributes.STATE, "CHECKING");
    TrainWorkflow train =
        client.newWorkflowStub(
            TrainWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.train(order.name()))
                .setTaskQueue(TaskQueues.WORKFLOWS)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                .setTypedSearchAttributes(attributes.build())
                .setStaticSummary("train %s".formatted(order.name()))
                .build());
    try {
      var unused = WorkflowClient.start(train::run, order);
      return true;
    } catch (WorkflowExecutionAlreadyStarted there) {
      return false;
    }
  }

  private TrainItem signed(TrainItem item) {
    TrainDeploy car = item.car();
    if (car == null) {
      return item;
    }
    Target target = car.deploy().target();
    Optional<SignedRequest> proof =
        signing.sign(Action.TRAIN, target.application(), target.stage(), null, car);
    return new TrainItem(proof.map(car::with).orElse(car), null);
  }

  /** How a train stands; empty when there is none of that name, or Temporal no longer keeps it. */
  public Optional<TrainStatus> status(String name) {
    WorkflowStub train = client.newUntypedWorkflowStub(WorkflowIds.train(name));
    try {
      return Optional.of(patience.await(() -> train.query("train", TrainStatus.class)));
    } catch (WorkflowNotFoundException none) {
      return Optional.empty();
    }
  }

  /**
   * Says that it may go on; empty when it has ended, or there is none.
   *
   * @throws RefusedException when it says no
   */
  public Optional<TrainStatus> goOn(String name, ContinueRequest request) {
    return tell(name, Action.CONTINUE, request);
  }

  /** Has it end; as {@link #goOn}. */
  public Optional<TrainStatus> abort(String name, AbortRequest request) {
    return tell(name, Action.ABORT, request);
  }

  private Optional<TrainStatus> tell(String name, Action action, Object request) {
    String id = WorkflowIds.train(name);
    Optional<SignedRequest> signed =
        signing.sign(action, TrainsStart.APPLICATION, TrainsStart.STAGE, id, request);
    WorkflowStub train = client.newUntypedWorkflowStub(id);
    try {
      return Optional.of(
          patience.await(
              () ->
                  signed.isPresent()
                      ? train.update("signed", TrainStatus.class, signed.get())
                      : train.update(action.word(), TrainStatus.class, request)));
    } catch (WorkflowUpdateException e) {
      throw RefusedException.in(e, Optional::empty);
    } catch (WorkflowNotFoundException ended) {
      return Optional.empty();
    }
  }
}
