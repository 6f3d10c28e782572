package io.slipway.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What may be asked for. */
public enum Action {
  LOOK,
  WATCH,
  DEPLOY,
  ROLLBACK,
  ABORT,
  RETRY,
  EXCLUDE,
  CONTINUE,
  PAUSE,
  RESUME,
  /** To change the line of a stage. */
  QUEUE,
  APPROVE,
  REJECT,
  /** To have a deploy done at times to come. */
  SCHEDULE,
  /** To have a deploy done although its stage is closed. */
  OVERRIDE,
  /** To close stages to deploys. */
  FREEZE,
  /** To end a freeze. */
  LIFT,
  /** To have a deploy done, and undone, by a train. */
  TRAIN;

  /** As it stands in statements. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Action> of(String word) {
    return Arrays.stream(values()).filter(a -> a.word().equals(word)).findFirst();
  }
}
