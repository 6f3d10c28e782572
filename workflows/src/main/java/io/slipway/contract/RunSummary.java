package io.slipway.contract;

import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a stage's history, also the description of whoever holds the stage.
 *
 * @param ref what was asked for: a ref for a deploy, a release id or empty for a rollback, the
 *     workflow that is put back for a recovery
 * @param revision null until it is resolved
 * @param release the release that this run makes live; null while a rollback has not chosen yet
 * @param outcome null while the run goes on
 * @param pause set while the run waits for a person
 * @param committedAt when the commit of a deploy was made; null until it has ended, and where
 *     nobody knows
 * @param colors of a stage in two halves, once the run has found them; null else
 */
public record RunSummary(
    RunKey key,
    String workflowId,
    Initiator initiator,
    String ref,
    @Nullable String reason,
    @Nullable Revision revision,
    @Nullable ReleaseId release,
    int hosts,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable RunOutcome outcome,
    @Nullable String message,
    @Nullable PauseNote pause,
    @Nullable Instant committedAt,
    @Nullable Colors colors) {

  public RunSummary(
      RunKey key,
      String workflowId,
      Initiator initiator,
      String ref,
      @Nullable String reason,
      @Nullable Revision revision,
      @Nullable ReleaseId release,
      int hosts,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable RunOutcome outcome,
      @Nullable String message) {
    this(
        key,
        workflowId,
        initiator,
        ref,
        reason,
        revision,
        release,
        hosts,
        startedAt,
        endedAt,
        outcome,
        message,
        null,
        null,
        null);
  }

  public RunSummary(
      RunKey key,
      String workflowId,
      Initiator initiator,
      String ref,
      @Nullable String reason,
      @Nullable Revision revision,
      @Nullable ReleaseId release,
      int hosts,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable RunOutcome outcome,
      @Nullable String message,
      @Nullable PauseNote pause) {
    this(
        key,
        workflowId,
        initiator,
        ref,
        reason,
        revision,
        release,
        hosts,
        startedAt,
        endedAt,
        outcome,
        message,
        pause,
        null,
        null);
  }

  /** The same, of a stage in these halves. */
  public RunSummary with(@Nullable Colors halves) {
    return new RunSummary(
        key,
        workflowId,
        initiator,
        ref,
        reason,
        revision,
        release,
        hosts,
        startedAt,
        endedAt,
        outcome,
        message,
        pause,
        committedAt,
        halves);
  }
}
