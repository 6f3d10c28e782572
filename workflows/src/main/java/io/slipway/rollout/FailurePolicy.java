package io.slipway.rollout;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.Rollout;
import java.util.List;

/** Decides by the causes of failures, and not only by their number, whether a run goes on. */
public final class FailurePolicy {
  private final Rollout rollout;
  private final int fleet;

  /**
   * @param fleet number of hosts of the run
   */
  public FailurePolicy(Rollout rollout, int fleet) {
    this.rollout = rollout;
    this.fleet = fleet;
  }

  /**
   * What follows from the failures of different hosts.
   *
   * @param irreversible whether something has been done that a revert would not undo, so that only
   *     a person may ask for one
   */
  public Reaction judge(List<HostFailure> failures, boolean irreversible) {
    if (failures.stream().anyMatch(f -> common(f.type()))) {
      return ofAll(irreversible);
    }
    if (within(failures)) {
      return Reaction.GO_ON;
    }
    return beyond(irreversible);
  }

  /**
   * What follows from a failure that all hosts have in common: without those that met it nothing
   * would be gained, for the others meet it, too.
   *
   * @param irreversible as in {@link #judge}
   */
  public Reaction ofAll(boolean irreversible) {
    return switch (rollout.onFailure()) {
      case REVERT -> irreversible ? Reaction.PAUSE : Reaction.REVERT;
      case PAUSE, CONTINUE -> Reaction.PAUSE;
    };
  }

  /**
   * What follows when the run cannot go on as it should.
   *
   * @param irreversible as in {@link #judge}
   */
  public Reaction beyond(boolean irreversible) {
    return switch (rollout.onFailure()) {
      case REVERT -> irreversible ? Reaction.PAUSE : Reaction.REVERT;
      case PAUSE -> Reaction.PAUSE;
      case CONTINUE -> Reaction.GO_ON;
    };
  }

  private boolean within(List<HostFailure> failures) {
    long away = failures.stream().filter(f -> away(f.type())).count();
    return away <= rollout.maxUnreachable().of(fleet)
        && failures.size() - away <= rollout.maxFailures().of(fleet);
  }

  /** How many further hosts may fail to activate before the run must stop to think. */
  public int left(List<HostFailure> failures) {
    return switch (rollout.onFailure()) {
      case CONTINUE -> fleet;
      case REVERT, PAUSE -> {
        long counted = failures.stream().filter(f -> !away(f.type())).count();
        yield (int) Math.max(0, rollout.maxFailures().of(fleet) - counted);
      }
    };
  }

  /** Whether the host was not there, rather than unfit. */
  public static boolean away(FailureType type) {
    return type.cause() == FailureType.Cause.UNREACHABLE && type != FailureType.UNKNOWN_OUTCOME;
  }

  private static boolean common(FailureType type) {
    return type.cause() == FailureType.Cause.CONTROL;
  }
}
