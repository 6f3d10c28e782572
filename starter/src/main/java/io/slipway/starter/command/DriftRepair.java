package io.slipway.starter.command;

import io.slipway.contract.Answer;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.DriftReport;
import io.slipway.contract.RollbackRequest;
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
import org.jspecify.annotations.Nullable;

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
   * @param whole whether all hosts of the stage were looked at
   * @param consent asked before anything is changed
   */
  ExitCode repair(DriftLook look, Target target, boolean whole, Predicate<String> consent)
      throws InterruptedException {
    RepairPlan plan = look.plan(whole);
    DriftReport report = look.report();
    output.say(
        new Repair(
            target.application(), target.stage(), report.release(), report.revision(), plan));
    if (plan.empty() || !consent.test("Go on?")) {
      return ExitCode.DRIFT;
    }
    ReleaseId release = Objects.requireNonNull(report.release());
    ExitCode exit = back(target, plan.cleaned(), release, true);
    exit = exit == ExitCode.DONE ? back(target, plan.switched(), release, false) : exit;
    exit = exit == ExitCode.DONE ? deploy(target, plan.deployed(), report, release) : exit;
    exit = exit == ExitCode.DONE ? deploy(target, plan.renewed(), report, null) : exit;
    if (exit != ExitCode.DONE) {
      return exit;
    }
    DriftLook after = DriftLook.at(cluster, output, target);
    output.say(after.drift());
    return after.exit();
  }

  private ExitCode back(Target target, List<HostName> names, ReleaseId release, boolean cleanOnly)
      throws InterruptedException {
    if (names.isEmpty()) {
      return ExitCode.DONE;
    }
    Target some = some(target, names);
    RunOptions options = because(cleanOnly ? "remove what runs have left" : "back to the release");
    Answer answer =
        cluster
            .stages()
            .rollback(
                new RollbackRequest(
                    cluster.reachable(some), release, cluster.asker(), options.reason, cleanOnly));
    return new Launched(cluster, output, options, quiet).carryOn(answer, release.value(), some);
  }

  /**
   * Migrations belong to the commit, and it has been live already.
   *
   * @param release the release to bring there; null for a new one of the same commit
   */
  private ExitCode deploy(
      Target target, List<HostName> names, DriftReport report, @Nullable ReleaseId release)
      throws InterruptedException {
    if (names.isEmpty()) {
      return ExitCode.DONE;
    }
    Target some = some(target, names).withSteps(target.steps().withoutMigration());
    String ref = KnownRef.of(cluster, target, Objects.requireNonNull(report.revision()));
    RunOptions options =
        because(release == null ? "a new release instead of a changed one" : "the missing release");
    Answer answer =
        cluster
            .stages()
            .deploy(
                new DeployRequest(
                    cluster.reachable(some), ref, cluster.asker(), options.reason, release));
    return new Launched(cluster, output, options, quiet).carryOn(answer, ref, some);
  }

  private static Target some(Target target, List<HostName> names) {
    return target.withHosts(target.hosts().stream().filter(h -> names.contains(h.name())).toList());
  }

  private static RunOptions because(String why) {
    RunOptions options = new RunOptions();
    options.reason = "drift: " + why;
    return options;
  }
}
