package io.slipway.contract;

import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, host by host.
 *
 * @param release the release that the run made or chose; null when it failed before that
 * @param message one sentence for people
 * @param warnings what went wrong without failing the run, such as a clean-up
 */
public record RunResult(
    RunKey key,
    RunOutcome outcome,
    @Nullable ReleaseId release,
    @Nullable Revision revision,
    String message,
    List<HostResult> hosts,
    List<String> warnings) {

  public RunResult {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
  }
}
