package io.slipway.starter.command;

import io.slipway.contract.Colors;
import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.ReleaseInfo;
import io.slipway.contract.RunKind;
import io.slipway.contract.SurveyResult;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Target;
import io.slipway.rollout.ColorRules;
import io.slipway.rollout.RollbackChoice;
import io.slipway.starter.output.NotifierPlan;
import io.slipway.starter.output.Planned;
import io.slipway.starter.output.SecretsCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says beforehand where a rollback would go; it chooses as the run itself does. */
final class RollbackPlan {
  private RollbackPlan() {}

  /**
   * @param found what a look at the target's hosts and secrets has found
   */
  static Planned of(Target target, @Nullable ReleaseId wanted, SurveyResult found) {
    SecretsCheck secrets = SecretsCheck.of(found.secrets());
    List<String> faults = new ArrayList<>();
    if (secrets != null) {
      faults.addAll(secrets.messages(target.stage()));
    }
    List<HostReport> reports = new ArrayList<>();
    for (PhaseOutcome outcome : found.hosts()) {
      Optional.ofNullable(outcome.failure())
          .filter(f -> secrets == null || !secrets.tells(f))
          .ifPresent(f -> faults.add(f.message()));
      Optional.ofNullable(outcome.report()).ifPresent(reports::add);
    }
    @Nullable ReleaseId release = null;
    @Nullable Revision revision = null;
    Optional<Colors> colors = ColorPlan.of(target, found, found.hosts());
    Target changed = ColorPlan.scope(target, colors);
    ColorRules.fault(target).ifPresent(faults::add);
    if (reports.size() == found.hosts().size()) {
      switch (choice(target, wanted, reports, colors)) {
        case RollbackChoice.Refused refused -> faults.add(refused.reason());
        case RollbackChoice.Chosen chosen -> {
          release = chosen.release();
          revision = chosen.revision();
        }
      }
    }
    @Nullable ReleaseId to = release;
    return new Planned(
        target.application(),
        target.stage(),
        RunKind.ROLLBACK,
        wanted == null ? "" : wanted.value(),
        revision,
        release == null ? null : target.layout().deployTo() + "/releases/" + release,
        Stream.concat(
                Stream.concat(
                    Stream.of(ActivationPlan.of(changed)), ColorPlan.move(target, colors, false)),
                Stream.of(DeployPlan.finish(changed)))
            .toList(),
        DeployPlan.batches(changed, target.rollout().withoutCanary()),
        target.rollout().bake(),
        found.hosts().stream().map(o -> DeployPlan.host(o, removes(o, to, target))).toList(),
        null,
        NotifierPlan.of(target),
        faults,
        null,
        null,
        colors.orElse(null),
        null);
  }

  private static RollbackChoice choice(
      Target target, @Nullable ReleaseId wanted, List<HostReport> all, Optional<Colors> colors) {
    BlueGreen halves = target.rollout().blueGreen();
    if (halves == null || colors.isEmpty()) {
      return RollbackChoice.of(all, wanted);
    }
    List<HostName> changed = names(ColorPlan.scope(target, colors).hosts());
    List<HostReport> reports = all.stream().filter(r -> changed.contains(r.host())).toList();
    Color idle = colors.get().idle();
    return wanted == null
        ? RollbackChoice.ofIdle(reports, names(halves.of(idle, target.hosts())), idle.word())
        : RollbackChoice.of(reports, wanted);
  }

  private static List<HostName> names(List<Host> hosts) {
    return hosts.stream().map(Host::name).toList();
  }

  /** The newest published releases stay, and what is live then and what came before it. */
  private static List<ReleaseId> removes(
      PhaseOutcome outcome, @Nullable ReleaseId to, Target target) {
    if (to == null || outcome.report() == null) {
      return List.of();
    }
    List<ReleaseId> published =
        outcome.report().releases().stream()
            .filter(ReleaseInfo::published)
            .map(ReleaseInfo::id)
            .sorted(Comparator.reverseOrder())
            .toList();
    Optional<ReleaseId> back = published.stream().filter(id -> id.compareTo(to) < 0).findFirst();
    return published.stream()
        .skip(target.layout().keepReleases())
        .filter(id -> !id.equals(to) && !Optional.of(id).equals(back))
        .sorted()
        .toList();
  }
}
