package io.slipway.starter.live;

import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.domain.HostName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a host stands, as far as events tell.
 *
 * @param doing what is done to it now; null while nothing is
 * @param since when that, or the state, began
 * @param step the command of the user's that runs on it; empty while none is heard of
 * @param said the last line that this command has said
 */
record HostRow(
    HostName host,
    HostState state,
    @Nullable String doing,
    Instant since,
    String step,
    String said) {

  static HostRow pending(HostName host, Instant at) {
    return new HostRow(host, HostState.PENDING, null, at, "", "");
  }

  boolean inWork() {
    return doing != null;
  }

  HostRow begun(@Nullable Phase phase, String what, Instant at) {
    return new HostRow(host, phase == null ? state : working(phase, state), what, at, "", "");
  }

  HostRow done(@Nullable Phase phase, Instant at) {
    return in(phase == null ? state : reached(phase, state), at);
  }

  HostRow failed(@Nullable Phase phase, Instant at) {
    return in(phase == Phase.REVERT ? HostState.REVERT_FAILED : HostState.FAILED, at);
  }

  HostRow in(HostState next, Instant at) {
    return new HostRow(host, next, null, at, "", "");
  }

  HostRow unknown() {
    return new HostRow(host, HostState.UNKNOWN, doing, since, step, said);
  }

  /** It answers again, in the middle of a phase. */
  HostRow found(@Nullable Phase phase) {
    return new HostRow(
        host, phase == null ? state : working(phase, state), doing, since, step, said);
  }

  HostRow saying(String newStep, String line) {
    return new HostRow(host, state, doing, since, newStep, line);
  }

  private static HostState working(Phase phase, HostState before) {
    return switch (phase) {
      case PREPARE -> HostState.PREPARING;
      case ACTIVATE -> HostState.ACTIVATING;
      case REVERT -> HostState.REVERTING;
      case FINISH, CONCLUDE, DISCARD, INSPECT, LOOK, RETIRE -> before;
    };
  }

  /** What has failed stays that, although its directory is removed. */
  private static HostState reached(Phase phase, HostState before) {
    return switch (phase) {
      case PREPARE -> HostState.PREPARED;
      case ACTIVATE -> HostState.ACTIVE;
      case REVERT -> HostState.REVERTED;
      case DISCARD -> before == HostState.PREPARED ? HostState.DISCARDED : before;
      case RETIRE -> HostState.RETIRED;
      case FINISH, CONCLUDE, INSPECT, LOOK -> before;
    };
  }
}
