package io.slipway.starter.command;

import io.slipway.contract.Phase;
import io.slipway.contract.ResolvedRevision;
import io.slipway.contract.SurveyResult;
import io.slipway.domain.Artifact;
import io.slipway.domain.ArtifactVersion;
import io.slipway.domain.Delivery;
import io.slipway.domain.Host;
import io.slipway.domain.Relay;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Step;
import io.slipway.domain.Target;
import io.slipway.domain.WorkerCommand;
import io.slipway.rollout.BuildOnce;
import io.slipway.rollout.FetchLimit;
import io.slipway.starter.output.Planned.PhasePlan;
import io.slipway.starter.output.Planned.StepPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What hosts get before any of them is switched, and who builds it. */
final class PreparationPlan {
  private final Target target;
  private final Target scope;
  private final SurveyResult ready;

  private PreparationPlan(Target target, Target scope, SurveyResult ready) {
    this.target = target;
    this.scope = scope;
    this.ready = ready;
  }

  /**
   * The phase in which hosts are prepared.
   *
   * @param scope the target with the hosts that a run would work on
   * @param ready what the ref is, if that is known
   */
  static PhasePlan of(Target target, Target scope, SurveyResult ready) {
    return new PhasePlan("prepare", new PreparationPlan(target, scope, ready).steps());
  }

  private List<StepPlan> steps() {
    Step build = target.steps().build();
    WorkerCommand onWorker = target.steps().builder();
    List<StepPlan> steps = new ArrayList<>();
    SecretRef authority = target.ssh().certificate();
    String login = authority == null ? "login" : "login with a key signed by " + authority;
    if (onWorker != null) {
      steps.add(DeployPlan.all("build", onWorker(onWorker)));
    }
    steps.add(DeployPlan.all("check", login + ", directories, tools, space, linked files"));
    List<Host> builders = onWorker == null ? builders() : List.of();
    steps.add(
        onWorker == null
            ? checkout(builders)
            : DeployPlan.all("unpack", sent("what the worker has built: it pushes")));
    List<String> linked = new ArrayList<>(target.layout().linkedDirs());
    linked.addAll(target.layout().linkedFiles());
    if (!linked.isEmpty()) {
      steps.add(DeployPlan.all("link", String.join(", ", linked)));
    }
    if (build != null && onWorker == null) {
      steps.add(build(build, builders));
    }
    unpack(builders).ifPresent(steps::add);
    return steps;
  }

  private String onWorker(WorkerCommand command) {
    return "the worker %s and builds (%s), and all hosts get its tree"
        .formatted(fetches(), command.name());
  }

  private StepPlan checkout(List<Host> builders) {
    return builders.isEmpty()
        ? DeployPlan.all("checkout", checkout(target.source().delivery()))
        : new StepPlan("checkout", checkoutAlone(), DeployPlan.names(builders.subList(0, 1)));
  }

  private StepPlan build(Step build, List<Host> builders) {
    return builders.isEmpty()
        ? DeployPlan.step("build", build, scope)
        : new StepPlan(
            "build", build.run() + ", before all else", DeployPlan.names(builders.subList(0, 1)));
  }

  private String checkout(Delivery delivery) {
    return switch (delivery) {
      case CLONE -> "each host %s%s".formatted(fetches(), atATime());
      case PUSH -> "the worker %s and pushes".formatted(fetches());
      case RELAY -> "the worker %s and pushes to the first; %s".formatted(fetches(), handingOn());
    };
  }

  private String handingOn() {
    return "hosts hand it on, to %d at a time each".formatted(relay().degree());
  }

  private String checkoutAlone() {
    return switch (target.source().delivery()) {
      case CLONE -> "it " + fetches();
      case PUSH, RELAY -> "the worker %s and pushes".formatted(fetches());
    };
  }

  /** Those that may build for all, where one does and there are others; the first does. */
  private List<Host> builders() {
    return scope.hosts().size() == 1 ? List.of() : BuildOnce.builders(scope, scope.hosts());
  }

  private Optional<StepPlan> unpack(List<Host> builders) {
    if (builders.isEmpty()) {
      return Optional.empty();
    }
    Host builder = builders.getFirst();
    String what = "what %s has built: the worker fetches it and pushes".formatted(builder.name());
    return Optional.of(
        new StepPlan(
            "unpack",
            sent(what),
            DeployPlan.names(scope.hosts().stream().filter(h -> !h.equals(builder)).toList())));
  }

  private String sent(String what) {
    return target.source().delivery() == Delivery.RELAY
        ? "%s to the first; %s".formatted(what, handingOn())
        : what;
  }

  private String fetches() {
    Artifact artifact = target.source().artifact();
    ResolvedRevision found = ready.revision();
    if (artifact == null) {
      return "fetches from " + target.source().repository();
    }
    List<String> musts = new ArrayList<>();
    if (found != null) {
      musts.add("have SHA-256 " + found.revision());
    }
    if (artifact.signatures() != null) {
      musts.add("be signed by " + artifact.signatures().names());
    }
    String place =
        found == null ? artifact.url() : artifact.place(ArtifactVersion.parse(found.ref()));
    return musts.isEmpty()
        ? "reads " + place
        : "reads %s, which must %s,".formatted(place, String.join(" and ", musts));
  }

  private Relay relay() {
    return Objects.requireNonNullElse(target.source().relay(), Relay.DEFAULT);
  }

  private String atATime() {
    Integer most = FetchLimit.of(target, Phase.PREPARE);
    return most == null ? "" : ", %d at a time".formatted(most);
  }
}
