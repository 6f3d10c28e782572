package io.slipway.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage knows of itself.
 *
 * @param current the run that holds the stage; null when it is free
 * @param history ended runs, newest first, at most {@link StageState#HISTORY_KEPT}
 * @param quarantine hosts that the next run puts back first
 * @param line requests that wait, the next one first
 * @param warm the half that visitors were moved away from, where the stage keeps it for a time;
 *     null else
 */
public record StageStatus(
    @Nullable RunSummary current,
    List<RunSummary> history,
    List<Quarantined> quarantine,
    List<Place> line,
    @Nullable WarmHalf warm) {
  public StageStatus {
    history = history == null ? List.of() : List.copyOf(history);
    quarantine = quarantine == null ? List.of() : List.copyOf(quarantine);
    line = line == null ? List.of() : List.copyOf(line);
  }

  public StageStatus(@Nullable RunSummary current, List<RunSummary> history) {
    this(current, history, List.of(), List.of(), null);
  }

  public StageStatus(
      @Nullable RunSummary current,
      List<RunSummary> history,
      List<Quarantined> quarantine,
      List<Place> line) {
    this(current, history, quarantine, line, null);
  }
}
