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
 */
public record StageState(
    ApplicationName application,
    StageName stage,
    @Nullable ReleaseId lastId,
    List<RunSummary> history) {
  public static final int HISTORY_KEPT = 100;

  public StageState {
    history = history == null ? List.of() : List.copyOf(history);
  }

  public static StageState fresh(ApplicationName application, StageName stage) {
    return new StageState(application, stage, null, List.of());
  }
}
