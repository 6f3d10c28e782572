package io.slipway.gate;

import io.slipway.contract.Action;
import java.util.Arrays;
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
  FREEZE,
  OVERRIDE,
  /** To have a run stand still for a while, and to let it go on. */
  PAUSE,
  /** To take others' requests out of a line, or to move requests in it. */
  QUEUE;

  static Permission of(Action action) {
    return switch (action) {
      case LOOK -> LOOK;
      case WATCH -> WATCH;
      case DEPLOY, SCHEDULE -> DEPLOY;
      case ROLLBACK -> ROLLBACK;
      case ABORT -> ABORT;
      case PAUSE, RESUME -> PAUSE;
      case RETRY, EXCLUDE, CONTINUE, APPROVE, REJECT -> APPROVE;
      case QUEUE -> QUEUE;
    };
  }

  static Optional<Permission> named(String word) {
    return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
