package io.slipway.contract;

import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, host by host.
 *
 * @param release the release that the run made or chose; null when it failed before that
 * @param message one sentence for people
 * @param warnings what went wrong without failing the run, such as a clean-up
 * @param committedAt when the commit of a deploy was made; null for all else, and where no host has
 *     told
 */
public record RunResult(
    RunKey key,
    RunOutcome outcome,
    @Nullable ReleaseId release,
    @Nullable Revision revision,
    String message,
    List<HostResult> hosts,
    List<String> warnings,
    @Nullable Instant committedAt) {

  public RunResult {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
  }

  /** One of no commit. */
  public RunResult(
      RunKey key,
      RunOutcome outcome,
      @Nullable ReleaseId release,
      @Nullable Revision revision,
      String message,
      List<HostResult> hosts,
      List<String> warnings) {
    this(key, outcome, release, revision, message, hosts, warnings, null);
  }
}
