package io.slipway.workflow;

import io.slipway.contract.Crowd;
import io.slipway.contract.Demands;
import io.slipway.contract.DemandsOrder;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.ResolvedRevision;
import io.slipway.contract.SecretFault;
import io.slipway.contract.SecretsFound;
import io.slipway.contract.SecretsOrder;
import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyOrder;
import io.slipway.contract.SurveyResult;
import io.slipway.contract.SurveyWorkflow;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Target;
import io.slipway.domain.Traffic;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowSemaphore;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all hosts, so many at a time as the rollout allows, and meanwhile at the secrets that
 * they would get; then resolves the ref.
 */
public final class HostSurvey implements SurveyWorkflow {
  /** Since 2026-11: a survey looks at secrets, too. */
  private static final String SECRETS = "survey-secrets";

  /** Since 2026-11-30: also where only those who are told need any. */
  private static final int OF_NOTIFIERS = 2;

  /** Since 2026-11-30: a survey for a plan asks what the policy demands. */
  private static final String DEMANDS = "survey-demands";

  @Override
  public SurveyResult run(SurveyOrder sent) {
    SurveyOrder order = FrontDoor.admitted(sent);
    WorkflowSemaphore places =
        Workflow.newWorkflowSemaphore(order.target().rollout().maxParallel());
    Promise<SecretsFound> secrets = asksForSecrets(order) ? secretsOf(order) : null;
    List<Promise<PhaseOutcome>> looks =
        order.target().hosts().stream()
            .map(h -> Async.function(() -> look(order, h, places)))
            .toList();
    List<Promise<PhaseOutcome>> balancers = balancers(order);
    Promise<@Nullable Crowd> crowd = moves(order) ? Async.function(() -> crowd(order)) : null;
    Promise<@Nullable Demands> demands =
        asksForDemands(order) ? Async.function(() -> demands(order)) : null;
    List<PhaseOutcome> outcomes =
        Stream.concat(looks.stream(), balancers.stream()).map(Promise::get).toList();
    SecretsFound found = secrets == null ? null : secrets.get();
    SurveyResult result =
        order.ref() == null
            ? new SurveyResult(null, null, outcomes, found)
            : resolved(order, order.ref(), outcomes, found);
    if (demands != null) {
      result = result.with(demands.get());
    }
    return crowd == null ? result : result.with(crowd.get());
  }

  /** Whether it is for a plan, which tells whether the deploy would be let begin now. */
  private static boolean asksForDemands(SurveyOrder order) {
    return order.kind() == SurveyKind.CHECK
        && order.ref() != null
        && Workflow.getVersion(DEMANDS, Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION;
  }

  /** Null when the gate does not answer soon. */
  private static @Nullable Demands demands(SurveyOrder order) {
    DemandsOrder wanted = new DemandsOrder(order.target().application(), order.target().stage());
    try {
      return ActivityStubs.demandsGlance(wanted).demands(wanted);
    } catch (ActivityFailure e) {
      return null;
    }
  }

  private static boolean asksForSecrets(SurveyOrder order) {
    if (!order.kind().asksForSecrets() || order.target().references().isEmpty()) {
      return false;
    }
    int version = Workflow.getVersion(SECRETS, Workflow.DEFAULT_VERSION, OF_NOTIFIERS);
    return order.target().needed().isEmpty()
        ? version >= OF_NOTIFIERS
        : version > Workflow.DEFAULT_VERSION;
  }

  private static Promise<SecretsFound> secretsOf(SurveyOrder order) {
    SecretsOrder glance =
        new SecretsOrder(
            order.key(), order.target().withOneHostOfEachLogin(), List.of(), List.of(), true);
    return Async.function(ActivityStubs.secretsGlance(order.target())::find, glance)
        .handle((found, failure) -> failure == null ? found : unanswered(failure));
  }

  /** Nobody could tell what is there: that is a fault like that of a store that is away. */
  private static SecretsFound unanswered(RuntimeException failure) {
    SecretFault fault =
        new SecretFault(
            FailureType.SECRETS_UNREACHABLE,
            "",
            List.of(),
            "look at the secrets",
            "no worker brought it to an end: %s".formatted(Failures.reason(failure)),
            "Look whether workers are alive, and at their logs.");
    return new SecretsFound(List.of(), List.of(), List.of(), List.of(fault));
  }

  /** One look for each machine of the balancer, or for the balancer as such. */
  private static List<Promise<PhaseOutcome>> balancers(SurveyOrder order) {
    Traffic traffic = order.target().traffic();
    if (traffic == null || order.kind() != SurveyKind.CHECK) {
      return List.of();
    }
    List<Traffic> parts = traffic.parts();
    return parts.stream().map(part -> Async.function(() -> balancer(order, part))).toList();
  }

  private static PhaseOutcome balancer(SurveyOrder order, Traffic part) {
    HostName name = part.name();
    HostOrder all =
        new HostOrder(
            order.key(), order.target().withTraffic(part), null, null, "", order.initiator());
    try {
      return new PhaseOutcome(
          name, ActivityStubs.trafficGlance(order.target(), part).check(all), null, true);
    } catch (ActivityFailure e) {
      return new PhaseOutcome(name, null, Failures.of(e, name, "look at it"), true);
    }
  }

  /** Whether it is asked where visitors are sent, since that says what a run would do. */
  private static boolean moves(SurveyOrder order) {
    return order.target().rollout().blueGreen() != null
        && order.target().traffic() != null
        && switch (order.kind()) {
          case CHECK, ROLLBACK -> true;
          case INSPECT, DRIFT -> false;
        };
  }

  /** Null when the balancer cannot be asked. */
  private static @Nullable Crowd crowd(SurveyOrder order) {
    Traffic traffic = Objects.requireNonNull(order.target().traffic());
    Target told = order.target().withSecrets(null);
    HostOrder all = new HostOrder(order.key(), told, null, null, "", order.initiator());
    try {
      return ActivityStubs.trafficGlance(order.target(), traffic).crowd(all);
    } catch (ActivityFailure e) {
      return null;
    }
  }

  private PhaseOutcome look(SurveyOrder order, Host host, WorkflowSemaphore places) {
    HostOrder one = orderFor(order, host, "");
    places.acquire();
    try {
      HostReport report =
          switch (order.kind()) {
            case CHECK -> ActivityStubs.glance(host).check(one);
            case INSPECT, ROLLBACK -> ActivityStubs.glance(host).inspect(one);
            case DRIFT -> ActivityStubs.longLook(host).observe(one);
          };
      return new PhaseOutcome(host.name(), report, null, true);
    } catch (ActivityFailure e) {
      return new PhaseOutcome(host.name(), null, Failures.of(e, host.name(), "look at it"), true);
    } finally {
      places.release();
    }
  }

  /**
   * Asks from a host that could be reached, for with delivery by clone it is the host that asks.
   */
  private SurveyResult resolved(
      SurveyOrder order, String ref, List<PhaseOutcome> outcomes, @Nullable SecretsFound secrets) {
    List<Host> all = order.target().hosts();
    Host asker =
        all.stream()
            .filter(h -> outcomes.get(all.indexOf(h)).succeeded())
            .findFirst()
            .orElse(all.getFirst());
    try {
      ResolvedRevision revision =
          ActivityStubs.sourceGlance(asker, ref).resolve(orderFor(order, asker, ref));
      return new SurveyResult(revision, null, outcomes, secrets);
    } catch (ActivityFailure e) {
      return new SurveyResult(
          null, Failures.of(e, asker.name(), "resolve " + ref), outcomes, secrets);
    }
  }

  private static HostOrder orderFor(SurveyOrder order, Host host, String ref) {
    Target target = order.target().withHosts(List.of(host));
    Target told =
        switch (order.kind()) {
          // They run nothing that could say a secret, so that none is read for them.
          case CHECK, INSPECT, ROLLBACK -> target.withSecrets(null);
          case DRIFT -> target;
        };
    return new HostOrder(order.key(), told, null, null, ref, order.initiator());
  }
}
