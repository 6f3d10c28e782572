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
 * @param crowd where visitors are sent, of a stage in two halves; null else, and where the balancer
 *     could not be asked
 * @param demands what the policy demands of a deploy; null where none was asked about, and where
 *     the gate did not answer
 */
public record SurveyResult(
    @Nullable ResolvedRevision revision,
    @Nullable HostFailure source,
    List<PhaseOutcome> hosts,
    @Nullable SecretsFound secrets,
    @Nullable Crowd crowd,
    @Nullable Demands demands) {
  public SurveyResult {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
  }

  /** The same, with where visitors are sent. */
  public SurveyResult with(@Nullable Crowd other) {
    return new SurveyResult(revision, source, hosts, secrets, other, demands);
  }

  /** The same, with what the policy demands. */
  public SurveyResult with(@Nullable Demands other) {
    return new SurveyResult(revision, source, hosts, secrets, crowd, other);
  }

  /** Of a stage that is not in two halves. */
  public SurveyResult(
      @Nullable ResolvedRevision revision,
      @Nullable HostFailure source,
      List<PhaseOutcome> hosts,
      @Nullable SecretsFound secrets) {
    this(revision, source, hosts, secrets, null, null);
  }
}
