package io.slipway.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage hands to a run; exactly one of the requests is set, the one of {@link RunKey#kind}.
 *
 * @param quarantine which of the run's hosts are to be put back first
 */
public record RunOrder(
    RunKey key,
    @Nullable DeployRequest deploy,
    @Nullable RollbackRequest rollback,
    List<Quarantined> quarantine) {

  public RunOrder {
    quarantine = quarantine == null ? List.of() : List.copyOf(quarantine);
  }

  public RunOrder(RunKey key, @Nullable DeployRequest deploy, @Nullable RollbackRequest rollback) {
    this(key, deploy, rollback, List.of());
  }
}
