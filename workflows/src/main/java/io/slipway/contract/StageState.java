package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.StageName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage carries from one run of its workflow to the next.
 *
 * @param lastId the newest id that was given to a run; ids only grow
 * @param history ended runs, newest first
 * @param quarantine hosts that are to be put back first, at most {@link #QUARANTINE_KEPT}
 * @param nonces statements that were taken and could still be sent again, oldest first
 * @param line requests that wait; null when none does, and none ever has
 * @param kept the half that visitors were moved away from; null where nothing is known of it
 */
public record StageState(
    ApplicationName application,
    StageName stage,
    @Nullable ReleaseId lastId,
    List<RunSummary> history,
    List<Quarantined> quarantine,
    List<SeenNonce> nonces,
    @Nullable LineState line,
    @Nullable KeptHalf kept) {
  public static final int HISTORY_KEPT = 100;

  /** As many as Temporal carries with ease; a stage that has lost more hosts has other worries. */
  public static final int QUARANTINE_KEPT = 2_000;

  public StageState {
    history = history == null ? List.of() : List.copyOf(history);
    quarantine = quarantine == null ? List.of() : List.copyOf(quarantine);
    nonces = nonces == null ? List.of() : List.copyOf(nonces);
  }

  /** One that has taken no statement. */
  public StageState(
      ApplicationName application,
      StageName stage,
      @Nullable ReleaseId lastId,
      List<RunSummary> history,
      List<Quarantined> quarantine) {
    this(application, stage, lastId, history, quarantine, List.of(), null, null);
  }

  public static StageState fresh(ApplicationName application, StageName stage) {
    return new StageState(application, stage, null, List.of(), List.of());
  }

  public StageState withLastId(ReleaseId id) {
    return new StageState(application, stage, id, history, quarantine, nonces, line, kept);
  }

  public StageState withHistory(List<RunSummary> runs) {
    return new StageState(application, stage, lastId, runs, quarantine, nonces, line, kept);
  }

  public StageState withQuarantine(List<Quarantined> hosts) {
    return new StageState(application, stage, lastId, history, hosts, nonces, line, kept);
  }

  public StageState withNonces(List<SeenNonce> seen) {
    return new StageState(application, stage, lastId, history, quarantine, seen, line, kept);
  }

  public StageState withLine(@Nullable LineState waiting) {
    return new StageState(application, stage, lastId, history, quarantine, nonces, waiting, kept);
  }

  public StageState withKept(@Nullable KeptHalf half) {
    return new StageState(application, stage, lastId, history, quarantine, nonces, line, half);
  }
}
