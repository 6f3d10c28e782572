package io.slipway.workflow;

import io.slipway.contract.HostFailure;
import io.slipway.contract.HostResult;
import io.slipway.contract.Quarantined;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunResult;
import io.slipway.contract.StageState;
import io.slipway.domain.Excerpt;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which hosts of a stage are to be put back before anything else is done to them. */
final class Quarantine {
  private Quarantine() {}

  /** Those that are hosts of a target. */
  static List<Quarantined> of(List<Quarantined> all, Target target) {
    List<HostName> hosts = target.hosts().stream().map(Host::name).toList();
    return all.stream().filter(q -> hosts.contains(q.host())).toList();
  }

  /**
   * As it is after a run: what the run has put in order is out, what it had to leave is in.
   *
   * @param work the run whose journal hosts have of it: the same, but for a recovery
   */
  static List<Quarantined> after(List<Quarantined> before, RunKey work, RunResult result) {
    Map<HostName, Quarantined> after = new LinkedHashMap<>();
    before.forEach(q -> after.put(q.host(), q));
    for (HostResult host : result.hosts()) {
      switch (host.state()) {
        case ACTIVE, REVERTED, PREPARED, DISCARDED -> {
          // A recovery puts back one run, and not what was left before it.
          if (result.key().kind() != RunKind.RECOVERY) {
            after.remove(host.host());
          }
        }
        case REVERT_FAILED, UNKNOWN, REVERTING, ACTIVATING ->
            after.put(host.host(), left(host, work, result));
        // Nothing was done to it, so that what an earlier run has left there is still to be mended.
        case SKIPPED -> after.putIfAbsent(host.host(), left(host, work, result));
        case PENDING, PREPARING, FAILED, EXCLUDED, UNTOUCHED, RETIRED -> {}
      }
    }
    return after.values().stream().limit(StageState.QUARANTINE_KEPT).toList();
  }

  private static Quarantined left(HostResult host, RunKey run, RunResult result) {
    HostFailure failure = host.failure();
    String why =
        failure == null
            ? "%s in %s".formatted(host.state(), run.id())
            : Excerpt.head(200, failure.reason());
    return new Quarantined(
        host.host(), run.kind(), run.id(), result.release(), why, WorkflowTime.now());
  }
}
