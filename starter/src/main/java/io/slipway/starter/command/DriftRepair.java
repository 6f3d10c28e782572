package io.slipway.starter.command;

import io.slipway.contract.RollbackRequest;
import io.slipway.contract.RunTicket;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import io.slipway.rollout.RepairPlan;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.Repair;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Puts right what was found, by runs through the stage: nobody else works on its hosts meanwhile.
 */
final class DriftRepair {
  private final Cluster cluster;
  private final Output output;
  private final boolean quiet;

  DriftRepair(Cluster cluster, Output output, boolean quiet) {
    this.cluster = cluster;
    this.output = output;
    this.quiet = quiet;
  }

  /**
   * Looks once more at the end, and ends as that look does unless a run has failed.
   *
   * @param consent asked before anything is changed
   */
  ExitCode repair(DriftLook look, Target target, Predicate<String> consent)
      throws InterruptedException {
    RepairPlan plan = look.plan();
    output.say(
        new Repair(
            target.application(),
            target.stage(),
            look.report().release(),
            plan.switched(),
            plan.cleaned(),
            plan.left()));
    if (plan.empty() || !consent.test("Go on?")) {
      return ExitCode.DRIFT;
    }
    ReleaseId release = Objects.requireNonNull(look.report().release());
    ExitCode cleaned = run(target, plan.cleaned(), release, true);
    if (cleaned != ExitCode.DONE) {
      return cleaned;
    }
    ExitCode switched = run(target, plan.switched(), release, false);
    if (switched != ExitCode.DONE) {
      return switched;
    }
    DriftLook after = DriftLook.at(cluster, output, target);
    output.say(after.drift());
    return after.exit();
  }

  private ExitCode run(Target target, List<HostName> names, ReleaseId release, boolean cleanOnly)
      throws InterruptedException {
    if (names.isEmpty()) {
      return ExitCode.DONE;
    }
    Target some =
        target.withHosts(target.hosts().stream().filter(h -> names.contains(h.name())).toList());
    RunOptions options = new RunOptions();
    options.reason = cleanOnly ? "drift: remove what runs have left" : "drift: back to the release";
    RunTicket ticket =
        cluster
            .stages()
            .rollback(
                new RollbackRequest(
                    cluster.reachable(some), release, cluster.asker(), options.reason, cleanOnly));
    return new Launched(cluster, output, options, quiet).carryOn(ticket, release.value(), some);
  }
}
