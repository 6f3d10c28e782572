package io.slipway.starter.command;

import io.slipway.contract.Colors;
import io.slipway.contract.ForeignRelease;
import io.slipway.contract.Freeze;
import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.PlanHash;
import io.slipway.contract.ReleaseInfo;
import io.slipway.contract.RunKind;
import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyResult;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Rollout;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.domain.Window;
import io.slipway.rollout.BuildOnce;
import io.slipway.rollout.ColorRules;
import io.slipway.rollout.RolloutPlanner;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.NotifierPlan;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.Planned;
import io.slipway.starter.output.Planned.HostPlan;
import io.slipway.starter.output.Planned.PhasePlan;
import io.slipway.starter.output.Planned.StepPlan;
import io.slipway.starter.output.SecretsCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says beforehand what a deploy would do, from the file and from what hosts say of themselves. */
final class DeployPlan {
  private final Target target;
  private final SurveyResult ready;
  private final SurveyResult found;
  private final Optional<Colors> colors;
  private final Target scope;

  private DeployPlan(Target target, SurveyResult ready, SurveyResult found) {
    this.target = target;
    this.ready = ready;
    this.found = found;
    this.colors = ColorPlan.of(target, ready, found.hosts());
    this.scope = ColorPlan.scope(target, colors);
  }

  /** Asks what is needed, and tells the plan. */
  static ExitCode show(Cluster cluster, Output output, Target target, String ref)
      throws InterruptedException {
    SurveyResult ready = cluster.survey(SurveyKind.CHECK, target, ref);
    SurveyResult found = cluster.survey(SurveyKind.INSPECT, target, null);
    List<Freeze> freezes = cluster.freezes().list().of(target.application(), target.stage());
    Planned plan = of(target, ref, ready, found, freezes);
    output.say(plan);
    return plan.faults().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  /**
   * @param ready whether the target's hosts can be deployed to, and what the ref is
   * @param found what an inspection of them has found
   * @param freezes of the stage
   */
  static Planned of(
      Target target, String ref, SurveyResult ready, SurveyResult found, List<Freeze> freezes) {
    DeployPlan plan = new DeployPlan(target, ready, found);
    return new Planned(
        target.application(),
        target.stage(),
        RunKind.DEPLOY,
        ref,
        ready.revision() == null ? null : ready.revision().revision(),
        target.layout().deployTo() + "/releases/<time of the deploy, UTC>",
        plan.phases(),
        batches(plan.scope, target.rollout()),
        target.rollout().bake(),
        found.hosts().stream().map(plan::host).toList(),
        PlannedSecrets.of(target, ready.secrets()),
        NotifierPlan.of(target),
        plan.faults(),
        ready.revision() == null ? null : PlanHash.of(target, ready.revision().revision().value()),
        WindowsNow.of(target.windows(), policy(ready), freezes),
        plan.colors.orElse(null),
        WindowsNow.warning(target, policy(ready), freezes));
  }

  /** What the policy says of times, if the gate has told. */
  private static List<Window> policy(SurveyResult ready) {
    return ready.demands() == null ? List.of() : ready.demands().windows();
  }

  static List<List<HostName>> batches(Target target, Rollout rollout) {
    return RolloutPlanner.batches(target.hosts(), rollout).stream().map(DeployPlan::names).toList();
  }

  private List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (ready.source() != null) {
      faults.add(ready.source().message());
    }
    SecretsCheck secrets = SecretsCheck.of(ready.secrets());
    if (secrets != null) {
      faults.addAll(secrets.messages(target.stage()));
    }
    Set<HostName> told = new HashSet<>();
    Stream.concat(ready.hosts().stream(), found.hosts().stream())
        .flatMap(o -> Optional.ofNullable(o.failure()).stream())
        .filter(f -> (secrets == null || !secrets.tells(f)) && told.add(f.host()))
        .forEach(f -> faults.add(f.message()));
    ColorRules.fault(target).ifPresent(faults::add);
    BuildOnce.fault(target).ifPresent(faults::add);
    MigrationOption.fault(target).ifPresent(faults::add);
    return faults;
  }

  private List<PhasePlan> phases() {
    Steps steps = target.steps();
    List<PhasePlan> phases = new ArrayList<>();
    phases.add(PreparationPlan.of(target, scope, ready));
    if (steps.migrate() != null) {
      phases.add(new PhasePlan("migrate", List.of(step("migrate", steps.migrate(), scope))));
    }
    phases.add(ActivationPlan.of(scope));
    ColorPlan.move(target, colors, true).forEach(phases::add);
    phases.add(finish(scope));
    return phases;
  }

  static PhasePlan finish(Target target) {
    String keep = "keep %d releases".formatted(target.layout().keepReleases());
    List<StepPlan> steps = new ArrayList<>();
    steps.add(all("cleanup", keep));
    steps.add(all("log", "a line in revisions.log"));
    steps.addAll(HookPlan.afterAll(target));
    return new PhasePlan("finish", steps);
  }

  static StepPlan all(String step, String does) {
    return new StepPlan(step, does, null);
  }

  static StepPlan step(String name, Step step, Target target) {
    String undo = step.undo() == null ? "" : ", undone by %s".formatted(step.undo());
    String waits =
        step.ifChanged().isEmpty()
            ? ""
            : ", if anything has changed below %s".formatted(String.join(", ", step.ifChanged()));
    List<HostName> on = names(RolloutPlanner.hostsOf(step, target));
    return new StepPlan(
        name, step.run() + undo + waits, on.size() == target.hosts().size() ? null : on);
  }

  private HostPlan host(PhaseOutcome outcome) {
    HostReport report = outcome.report();
    return host(outcome, report == null ? List.of() : removes(report));
  }

  static HostPlan host(PhaseOutcome outcome, List<ReleaseId> removes) {
    HostReport report = outcome.report();
    if (report == null) {
      return new HostPlan(outcome.host(), null, null, removes, outcome.failure(), null);
    }
    Revision revision =
        report.releases().stream()
            .filter(r -> r.id().equals(report.live()))
            .map(ReleaseInfo::revision)
            .filter(Objects::nonNull)
            .findFirst()
            .or(() -> report.foreignLive().map(ForeignRelease::revision))
            .orElse(null);
    return new HostPlan(
        outcome.host(), report.live(), revision, removes, null, report.foreignLive().orElse(null));
  }

  /** The newest published releases stay, the new one among them, and what is live now. */
  private List<ReleaseId> removes(HostReport report) {
    return report.releases().stream()
        .filter(ReleaseInfo::published)
        .map(ReleaseInfo::id)
        .sorted(Comparator.reverseOrder())
        .skip(target.layout().keepReleases() - 1L)
        .filter(id -> !id.equals(report.live()))
        .sorted()
        .toList();
  }

  static List<HostName> names(List<Host> hosts) {
    return hosts.stream().map(Host::name).toList();
  }
}
