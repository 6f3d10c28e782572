package io.slipway.gate;

import io.slipway.contract.Action;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a policy allows. */
enum Permission {
  LOOK,
  WATCH,
  DEPLOY,
  ROLLBACK,
  ABORT,
  /** To say whether and how a run goes on that waits for a person. */
  APPROVE,
  /** To close stages to deploys, and to open them again. */
  FREEZE,
  /** To have a deploy done although its stage is closed. */
  OVERRIDE,
  /** To have a run stand still for a while, and to let it go on. */
  PAUSE,
  /** To take others' requests out of a line, or to move requests in it. */
  QUEUE;

  /** All that it takes. */
  static List<Permission> of(Action action) {
    return switch (action) {
      case OVERRIDE -> List.of(DEPLOY, OVERRIDE);
      case TRAIN -> List.of(DEPLOY, ROLLBACK);
      default -> List.of(one(action));
    };
  }

  private static Permission one(Action action) {
    return switch (action) {
      case LOOK -> LOOK;
      case WATCH -> WATCH;
      case DEPLOY, SCHEDULE, TRAIN -> DEPLOY;
      case ROLLBACK -> ROLLBACK;
      case ABORT -> ABORT;
      case PAUSE, RESUME -> PAUSE;
      case RETRY, EXCLUDE, CONTINUE, APPROVE, REJECT -> APPROVE;
      case QUEUE -> QUEUE;
      case OVERRIDE -> OVERRIDE;
      case FREEZE, LIFT -> FREEZE;
    };
  }

  static Optional<Permission> named(String word) {
    return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
