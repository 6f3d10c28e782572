package io.slipway.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a survey found.
 *
 * @param revision what the ref names; null when none was asked for or it could not be resolved
 * @param source why the ref could not be resolved; null when it could, or none was asked for
 * @param hosts in the order of the target
 * @param secrets what of the stage's secrets can be had; null when there are none, or nobody asked
 */
public record SurveyResult(
    @Nullable ResolvedRevision revision,
    @Nullable HostFailure source,
    List<PhaseOutcome> hosts,
    @Nullable SecretsFound secrets) {
  public SurveyResult {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
  }
}
