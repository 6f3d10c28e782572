package io.slipway.contract;

import io.slipway.domain.Target;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one look for drift, by a schedule.
 *
 * @param target the stage and its hosts as they were when the schedule was made
 * @param notifyCommand run by a shell on the worker when differences come or go; null for none
 * @param proof the same order, signed, which then goes before; null for one that is not signed
 */
public record DriftOrder(
    Target target,
    Initiator initiator,
    @Nullable String notifyCommand,
    @Nullable SignedRequest proof) {
  /** One that is not signed. */
  public DriftOrder(Target target, Initiator initiator, @Nullable String notifyCommand) {
    this(target, initiator, notifyCommand, null);
  }

  /** The same, asked for by this one, and without what has proven it. */
  public DriftOrder by(Initiator other) {
    return new DriftOrder(target, other, notifyCommand);
  }

  /** The same, with the statement that it is made in. */
  public DriftOrder with(SignedRequest signed) {
    return new DriftOrder(target, initiator, notifyCommand, signed);
  }
}
