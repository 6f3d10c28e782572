package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.util.Locale;

/** The ids of our workflows; they are names that people may type. */
public final class WorkflowIds {
  /** The keeper of the freezes of a namespace. */
  public static final String FREEZES = "slipway/freezes";

  private WorkflowIds() {}

  /** {@code stage/<application>/<stage>}: the lock of a stage. */
  public static String stage(ApplicationName application, StageName stage) {
    return "stage/%s/%s".formatted(application, stage);
  }

  /** {@code deploy/<application>/<stage>/<id>} or {@code rollback/…}, {@code recovery/…}. */
  public static String run(RunKey key) {
    return "%s/%s/%s/%s"
        .formatted(
            key.kind().name().toLowerCase(Locale.ROOT), key.application(), key.stage(), key.id());
  }

  /** {@code <run>/<phase>-<number>}: one batch of a phase; numbers start at 1. */
  public static String batch(RunKey key, Phase phase, int number) {
    return "%s/%s-%d".formatted(run(key), phase.name().toLowerCase(Locale.ROOT), number);
  }

  /** {@code survey/<application>/<stage>/<mark>}: a look at hosts; the mark makes it unique. */
  public static String survey(ApplicationName application, StageName stage, String mark) {
    return "survey/%s/%s/%s".formatted(application, stage, mark);
  }

  /** {@code log/<application>/<stage>/<mark>}: a reader of logs; the mark makes it unique. */
  public static String log(ApplicationName application, StageName stage, String mark) {
    return "log/%s/%s/%s".formatted(application, stage, mark);
  }

  /**
   * {@code schedule/<application>/<stage>/<name>}: a schedule of deploys, and how its workflows
   * begin.
   */
  public static String schedule(ApplicationName application, StageName stage, String name) {
    return "schedule/%s/%s/%s".formatted(application, stage, name);
  }

  /** {@code train/<name>}: deploys of several stages, one after the other. */
  public static String train(String name) {
    return "train/%s".formatted(name);
  }

  /**
   * {@code drift/<application>/<stage>}: the schedule of looks for drift, and how its looks begin.
   */
  public static String drift(ApplicationName application, StageName stage) {
    return "drift/%s/%s".formatted(application, stage);
  }
}
