package io.slipway.starter.gateway;

import io.slipway.contract.Action;
import io.slipway.contract.Freeze;
import io.slipway.contract.FreezeList;
import io.slipway.contract.FreezeRequest;
import io.slipway.contract.FreezesStart;
import io.slipway.contract.FreezesWorkflow;
import io.slipway.contract.LiftRequest;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.WorkflowIds;
import io.slipway.starter.proof.Signing;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import java.util.Optional;
import java.util.UUID;

/** What can be asked of the keeper of freezes. */
public final class FreezeGateway {
  private final WorkflowClient client;
  private final Signing signing;
  private final Patience patience;

  /**
   * @param signing whether requests are signed, and how
   * @param patience how to wait for a worker's answer
   */
  public FreezeGateway(WorkflowClient client, Signing signing, Patience patience) {
    this.client = client;
    this.signing = signing;
    this.patience = patience;
  }

  /**
   * Closes stages; the keeper itself is started when this is the first freeze.
   *
   * @throws RefusedException when it says no
   */
  public Freeze put(FreezeRequest request) {
    Optional<SignedRequest> signed = sign(Action.FREEZE, request);
    UpdateOptions<Freeze> update =
        UpdateOptions.<Freeze>newBuilder()
            .setResultClass(Freeze.class)
            .setUpdateId(UUID.randomUUID().toString())
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build();
    try {
      return Throng.through(
          patience,
          () -> {
            FreezesWorkflow keeper = FreezesStart.stub(client);
            WithStartWorkflowOperation<Void> start = FreezesStart.operation(keeper);
            return signed.isPresent()
                ? WorkflowClient.executeUpdateWithStart(keeper::signed, signed.get(), update, start)
                : WorkflowClient.executeUpdateWithStart(keeper::put, request, update, start);
          });
    } catch (WorkflowUpdateException e) {
      throw RefusedException.in(e, Optional::empty);
    }
  }

  /**
   * Ends a freeze, and tells which one it was; empty when none was ever put.
   *
   * @throws RefusedException when the keeper says no
   */
  public Optional<Freeze> lift(LiftRequest request) {
    Optional<SignedRequest> signed = sign(Action.LIFT, request);
    WorkflowStub keeper = client.newUntypedWorkflowStub(WorkflowIds.FREEZES);
    try {
      return Optional.of(
          patience.await(
              () ->
                  signed.isPresent()
                      ? keeper.update("signed", Freeze.class, signed.get())
                      : keeper.update("lift", Freeze.class, request)));
    } catch (WorkflowUpdateException e) {
      throw RefusedException.in(e, Optional::empty);
    } catch (WorkflowNotFoundException neverUsed) {
      return Optional.empty();
    }
  }

  /** Those in force, and those to come. */
  public FreezeList list() {
    return patience.await(() -> FreezesStart.standing(client));
  }

  private Optional<SignedRequest> sign(Action action, Object request) {
    return signing.sign(
        action, FreezesStart.APPLICATION, FreezesStart.STAGE, WorkflowIds.FREEZES, request);
  }
}
