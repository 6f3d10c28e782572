package io.slipway.workflow;

import io.slipway.contract.Action;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.FailureType;
import io.slipway.contract.RollbackRequest;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunSummary;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.TrainDeploy;
import io.slipway.contract.TrainRequest;
import io.slipway.contract.TrainStep;
import io.slipway.domain.Target;
import io.slipway.rollout.TrainReturn;
import io.slipway.workflow.Door.Signed;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stage does about the orders of trains. */
final class TrainDoor {
  private TrainDoor() {}

  /** The deploy that somebody has been asked about. */
  static DeployRequest admitted(Door door, TrainRequest request) {
    TrainDeploy sent = request.order();
    SignedRequest proof = sent.proof();
    DeployRequest deploy =
        proof == null
            ? sent.by(door.ask(Action.TRAIN, sent.deploy().initiator(), sent.deploy().target()))
                .deploy()
            : signed(door, proof, request.step());
    if (deploy.overrideFreeze() || deploy.resume() != null) {
      // Who may have trains has been asked about neither.
      throw refusal("A train neither overrides freezes nor resumes another deploy.");
    }
    return deploy;
  }

  private static DeployRequest signed(Door door, SignedRequest proof, TrainStep step) {
    Signed asked = door.once(proof, step.name());
    if (asked.wanted() != Action.TRAIN) {
      throw asked.misdirected();
    }
    TrainDeploy order = asked.request(TrainDeploy.class);
    return order.by(order.deploy().initiator().as(asked.admission())).deploy();
  }

  /** What undoes the deploy of a train, if nothing has come after it. */
  static RollbackRequest undoing(
      DeployRequest deploy,
      @Nullable RunKey undone,
      @Nullable RunSummary current,
      List<RunSummary> history) {
    if (undone == null) {
      throw refusal("It does not say which deploy is to be undone.");
    }
    Target target = deploy.target();
    return switch (TrainReturn.of(current, history, undone)) {
      case TrainReturn.Refused refused -> throw refusal(refused.reason());
      case TrainReturn.To to ->
          new RollbackRequest(
                  target,
                  to.release(),
                  deploy.initiator(),
                  deploy.reason(),
                  false,
                  deploy.queueing(),
                  deploy.trigger())
              .traced(deploy.traceparent());
    };
  }

  private static ApplicationFailure refusal(String why) {
    return ApplicationFailure.newNonRetryableFailure(why, FailureType.INVALID_REQUEST.name());
  }
}
