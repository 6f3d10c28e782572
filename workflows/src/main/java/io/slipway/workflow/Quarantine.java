package io.slipway.workflow;

import io.slipway.contract.HostFailure;
import io.slipway.contract.HostResult;
import io.slipway.contract.Quarantined;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.StageState;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Target;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which hosts of a stage are to be put back before anything else is done to them. */
final class Quarantine {
  private Quarantine() {}

  /** Those that are hosts of a target. */
  static List<Quarantined> of(List<Quarantined> all, Target target) {
    Set<HostName> hosts = target.hosts().stream().map(Host::name).collect(Collectors.toSet());
    return all.stream().filter(q -> hosts.contains(q.host())).toList();
  }

  /** As it is after a run: what the run has put in order is out, what it had to leave is in. */
  static List<Quarantined> after(List<Quarantined> before, RunSummary run, RunResult result) {
    Map<HostName, Quarantined> after = new LinkedHashMap<>();
    before.forEach(q -> after.put(q.host(), q));
    for (HostResult host : result.hosts()) {
      switch (host.state()) {
        case ACTIVE, REVERTED, PREPARED, DISCARDED -> after.remove(host.host());
        case REVERT_FAILED, UNKNOWN, SKIPPED, REVERTING, ACTIVATING ->
            after.put(host.host(), left(host, run.key(), result));
        case PENDING, PREPARING, FAILED, EXCLUDED, UNTOUCHED -> {}
      }
    }
    return after.values().stream().limit(StageState.QUARANTINE_KEPT).toList();
  }

  private static Quarantined left(HostResult host, RunKey run, RunResult result) {
    HostFailure failure = host.failure();
    String why =
        failure == null
            ? "%s in %s".formatted(host.state(), run.id())
            : Clip.to(200, failure.reason());
    return new Quarantined(
        host.host(),
        run.kind(),
        run.id(),
        result.release(),
        why,
        Instant.ofEpochMilli(Workflow.currentTimeMillis()));
  }
}
