package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.SecretRef;
import io.slipway.domain.StageName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gate about a request. Whom it reached is told by the workflow that it reached, so that a
 * statement made to another can be told from it.
 *
 * @param action null when the statement does not say it in a way that we understand
 * @param run the workflow that was asked; null for a stage
 * @param claimed who the asker says they are; null when a statement does not even say that
 * @param signed null for a request that is not signed
 * @param sentBefore whether the same statement has been taken already
 * @param secrets the references that the request's target names
 * @param owner the principal whose own request this one takes back, who may do so whatever else it
 *     may; null when it is about nobody's
 * @param scope what it is about, where that is more than one stage; null otherwise
 */
public record GateOrder(
    @Nullable Action action,
    ApplicationName application,
    StageName stage,
    @Nullable String run,
    @Nullable Initiator claimed,
    @Nullable SignedRequest signed,
    boolean sentBefore,
    List<SecretRef> secrets,
    @Nullable String owner,
    @Nullable Scope scope) {
  public GateOrder {
    secrets = secrets == null ? List.of() : List.copyOf(secrets);
  }

  /** About a stage, or a run. */
  public GateOrder(
      @Nullable Action action,
      ApplicationName application,
      StageName stage,
      @Nullable String run,
      @Nullable Initiator claimed,
      @Nullable SignedRequest signed,
      boolean sentBefore,
      List<SecretRef> secrets,
      @Nullable String owner) {
    this(action, application, stage, run, claimed, signed, sentBefore, secrets, owner, null);
  }

  /** The same about many stages. */
  public GateOrder over(Scope many) {
    return new GateOrder(
        action, application, stage, run, claimed, signed, sentBefore, secrets, owner, many);
  }

  /** About nobody's request. */
  public GateOrder(
      @Nullable Action action,
      ApplicationName application,
      StageName stage,
      @Nullable String run,
      @Nullable Initiator claimed,
      @Nullable SignedRequest signed,
      boolean sentBefore,
      List<SecretRef> secrets) {
    this(action, application, stage, run, claimed, signed, sentBefore, secrets, null);
  }
}
