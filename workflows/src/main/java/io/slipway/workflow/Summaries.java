package io.slipway.workflow;

import io.slipway.contract.Colors;
import io.slipway.contract.Initiator;
import io.slipway.contract.PauseNote;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Excerpt;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The line of a stage's history that a run becomes, as the run goes on. */
final class Summaries {
  private Summaries() {}

  static RunSummary begun(
      RunKey key, Initiator initiator, String ref, @Nullable String reason, int hosts) {
    return new RunSummary(
        key,
        WorkflowIds.run(key),
        initiator,
        Clip.sentence(ref),
        reason == null ? null : Clip.sentence(reason),
        null,
        key.kind() == RunKind.DEPLOY ? key.id() : null,
        hosts,
        WorkflowTime.now(),
        null,
        null,
        null);
  }

  /** With the revision, the release and all else that the run itself tells. */
  static RunSummary chosen(
      RunSummary run,
      @Nullable Revision revision,
      @Nullable ReleaseId release,
      @Nullable PauseNote pause,
      @Nullable Colors colors) {
    return with(run, revision, release, null, null, null, pause, null).with(colors);
  }

  static RunSummary ended(RunSummary run, RunResult result) {
    return with(
        run,
        result.revision(),
        result.release(),
        WorkflowTime.now(),
        result.outcome(),
        result.message(),
        null,
        result.committedAt());
  }

  /** The end of a run that tells nothing of itself. */
  static RunSummary lost(RunSummary run, String message) {
    return with(run, run.revision(), run.release(), WorkflowTime.now(), null, message, null, null);
  }

  private static RunSummary with(
      RunSummary run,
      @Nullable Revision revision,
      @Nullable ReleaseId release,
      @Nullable Instant endedAt,
      @Nullable RunOutcome outcome,
      @Nullable String message,
      @Nullable PauseNote pause,
      @Nullable Instant committedAt) {
    return new RunSummary(
        run.key(),
        run.workflowId(),
        run.initiator(),
        run.ref(),
        run.reason(),
        revision,
        release,
        run.hosts(),
        run.startedAt(),
        endedAt,
        outcome,
        message == null ? null : Excerpt.head(2_000, message),
        pause,
        committedAt,
        run.colors());
  }
}
