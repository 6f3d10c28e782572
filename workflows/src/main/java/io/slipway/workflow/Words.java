package io.slipway.workflow;

import io.slipway.contract.Initiator;
import io.slipway.contract.Phase;
import io.slipway.contract.RunKind;
import org.jspecify.annotations.Nullable;

/** What phases and runs are called in sentences. */
final class Words {
  private Words() {}

  static String of(Phase phase) {
    return switch (phase) {
      case PREPARE -> "prepare";
      case ACTIVATE -> "activate";
      case FINISH -> "finish";
      case REVERT -> "revert";
      case DISCARD -> "discard";
      case INSPECT -> "inspect";
      case LOOK -> "look at";
      case RETIRE -> "retire";
      case CONCLUDE -> "conclude";
    };
  }

  /** {@code 1 host}, {@code 3 hosts}. */
  static String hosts(int count) {
    return count == 1 ? "1 host" : count + " hosts";
  }

  /** Who wants something, and why if that is said. */
  static String askedBy(Initiator who, @Nullable String reason) {
    return "asked for by %s%s".formatted(who, reason == null ? "" : ": " + reason);
  }

  /** Who it was, and why if that is said: ends a sentence. */
  static String by(Initiator who, @Nullable String reason) {
    return reason == null ? "%s.".formatted(who) : "%s: %s.".formatted(who, reason);
  }

  static String subject(RunKind kind, String ref) {
    return switch (kind) {
      case DEPLOY -> "deploy of %s".formatted(ref);
      case ROLLBACK -> ref.isEmpty() ? "rollback" : "rollback to %s".formatted(ref);
      case RECOVERY -> "recovery from %s".formatted(ref);
      case RETIREMENT -> "retirement of %s".formatted(ref);
    };
  }
}
