package io.slipway.contract;

import io.slipway.domain.Color;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage hands to a run; exactly one of the requests is set, the one of {@link RunKey#kind}.
 *
 * @param quarantine which of the run's hosts are to be put back first
 * @param retire what a retirement is asked
 * @param retired the half of the stage that was retired since visitors were moved away from it, so
 *     that its hosts are started before anything is expected of them; null when none was
 * @param troubledSince since when the stage serves what it should not, so that a success of this
 *     run restores it; null when it does not
 */
public record RunOrder(
    RunKey key,
    @Nullable DeployRequest deploy,
    @Nullable RollbackRequest rollback,
    List<Quarantined> quarantine,
    @Nullable Instant troubledSince,
    @Nullable RetireRequest retire,
    @Nullable Color retired) {

  public RunOrder {
    quarantine = quarantine == null ? List.of() : List.copyOf(quarantine);
  }

  public RunOrder(RunKey key, @Nullable DeployRequest deploy, @Nullable RollbackRequest rollback) {
    this(key, deploy, rollback, List.of(), null);
  }

  public RunOrder(
      RunKey key,
      @Nullable DeployRequest deploy,
      @Nullable RollbackRequest rollback,
      List<Quarantined> quarantine,
      @Nullable Instant troubledSince) {
    this(key, deploy, rollback, quarantine, troubledSince, null, null);
  }

  public RunOrder(RunKey key, RetireRequest retire) {
    this(key, null, null, List.of(), null, retire, null);
  }
}
