package io.slipway.contract;

import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import org.jspecify.annotations.Nullable;

/**
 * One host at the end of a run.
 *
 * @param live the release that the host serves as far as is known; null when it has none or could
 *     not be asked
 * @param failure what went wrong on it first, or why it could not be put back; null when nothing
 *     did, and also for failed hosts past the first {@link #FAILURES_TOLD} of a run
 * @param foreign what it serves instead that another tool has made; null for nothing
 */
public record HostResult(
    HostName host,
    HostState state,
    @Nullable ReleaseId live,
    @Nullable HostFailure failure,
    @Nullable String foreign) {
  /** More would not fit into what Temporal carries. */
  public static final int FAILURES_TOLD = 1000;

  public HostResult(
      HostName host, HostState state, @Nullable ReleaseId live, @Nullable HostFailure failure) {
    this(host, state, live, failure, null);
  }
}
