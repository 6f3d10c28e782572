package io.slipway.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage hands to a run; exactly one of the requests is set, the one of {@link RunKey#kind}.
 *
 * @param quarantine which of the run's hosts are to be put back first
 * @param troubledSince since when the stage serves what it should not, so that a success of this
 *     run restores it; null when it does not
 */
public record RunOrder(
    RunKey key,
    @Nullable DeployRequest deploy,
    @Nullable RollbackRequest rollback,
    List<Quarantined> quarantine,
    @Nullable Instant troubledSince) {

  public RunOrder {
    quarantine = quarantine == null ? List.of() : List.copyOf(quarantine);
  }

  public RunOrder(RunKey key, @Nullable DeployRequest deploy, @Nullable RollbackRequest rollback) {
    this(key, deploy, rollback, List.of(), null);
  }
}
