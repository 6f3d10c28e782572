package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.util.List;

/**
 * The freezes of a namespace.
 *
 * @param freezes those in force and those to come, by number
 */
public record FreezeList(List<Freeze> freezes) {
  public FreezeList {
    freezes = freezes == null ? List.of() : List.copyOf(freezes);
  }

  /** Those that close a stage at some time. */
  public List<Freeze> of(ApplicationName application, StageName stage) {
    return freezes.stream().filter(f -> f.scope().holds(application, stage)).toList();
  }
}
