package io.slipway.starter.output;

import io.slipway.contract.RunEvent;
import io.slipway.domain.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Adds up how long each host was worked on: from each start of a phase on it to that phase's end.
 */
final class HostTimes {
  private final Map<HostName, Instant> started = new HashMap<>();
  private final Map<HostName, Duration> total = new HashMap<>();

  void event(RunEvent event) {
    HostName host = event.host();
    if (host == null) {
      return;
    }
    switch (event.type()) {
      case HOST_STARTED -> started.put(host, event.at());
      case HOST_DONE, HOST_FAILED, MIGRATED -> end(host, event.at());
      case RUN_STARTED,
          REVISION_RESOLVED,
          RELEASE_CHOSEN,
          SECRETS_FOUND,
          PHASE_STARTED,
          PHASE_ENDED,
          BATCH_STARTED,
          BATCH_ENDED,
          HOST_SKIPPED,
          HOST_EXCLUDED,
          HOST_UNKNOWN,
          HOST_FOUND,
          MENDING,
          WAITING,
          PAUSED,
          RESUMED,
          BAKING,
          ABORT_REQUESTED,
          REVERT_STARTED,
          WARNING,
          HOST_DRAINED,
          HOST_UNDRAINED,
          COLOR_CHOSEN,
          VISITORS_MOVED,
          WORKER_COMMAND,
          BUILDER_CHOSEN,
          APPROVAL_WANTED,
          APPROVED,
          REJECTED,
          FROZEN,
          OVERRIDDEN,
          RUN_ENDED -> {}
    }
  }

  private void end(HostName host, Instant at) {
    Instant start = started.remove(host);
    if (start != null) {
      total.merge(host, Duration.between(start, at), Duration::plus);
    }
  }

  /** Empty when nothing was seen of the host. */
  Optional<Duration> of(HostName host) {
    return Optional.ofNullable(total.get(host));
  }
}
