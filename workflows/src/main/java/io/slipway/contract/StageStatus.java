package io.slipway.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage knows of itself.
 *
 * @param current the run that holds the stage; null when it is free
 * @param history ended runs, newest first, at most {@link StageState#HISTORY_KEPT}
 */
public record StageStatus(@Nullable RunSummary current, List<RunSummary> history) {
  public StageStatus {
    history = history == null ? List.of() : List.copyOf(history);
  }
}
