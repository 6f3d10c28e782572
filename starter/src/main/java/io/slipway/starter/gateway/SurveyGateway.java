package io.slipway.starter.gateway;

import io.slipway.contract.Action;
import io.slipway.contract.Crowd;
import io.slipway.contract.HostFailure;
import io.slipway.contract.Initiator;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.ResolvedRevision;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.SecretsFound;
import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyOrder;
import io.slipway.contract.SurveyResult;
import io.slipway.contract.SurveyWorkflow;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import io.slipway.rollout.RolloutPlanner;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.slipway.starter.proof.Signing;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at hosts through a worker, for nobody else needs a way to them. Changes nothing. */
public final class SurveyGateway {
  private static final Duration SAY_AFTER = Duration.ofSeconds(10);

  /** A survey that nobody waits for any more must not begin hours later. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final WorkflowClient client;
  private final String address;
  private final Signing signing;
  private final Consumer<String> notes;

  /**
   * @param address where Temporal is, for sentences
   * @param signing whether requests are signed, and how
   * @param notes told when the answer is late
   */
  public SurveyGateway(
      WorkflowClient client, String address, Signing signing, Consumer<String> notes) {
    this.signing = signing;
    this.client = client;
    this.address = address;
    this.notes = notes;
  }

  /**
   * Asks all hosts of a target, however many: in portions, side by side.
   *
   * @param ref a branch, tag or commit to resolve as well; null for none
   */
  public SurveyResult survey(
      SurveyKind kind, Target target, @Nullable String ref, Initiator initiator)
      throws InterruptedException {
    Instant now = Instant.now();
    List<CompletableFuture<SurveyResult>> answers = new ArrayList<>();
    for (List<Host> portion : RolloutPlanner.portions(target.hosts(), kind.mostHosts())) {
      // The ref and secrets are the same everywhere, so that one portion asks for all.
      boolean first = answers.isEmpty();
      Target part = target.withHosts(portion);
      answers.add(
          start(
              kind,
              first || !kind.asksForSecrets() ? part : part.withSecrets(null),
              first ? ref : null,
              initiator,
              now));
    }
    return merge(await(answers));
  }

  private CompletableFuture<SurveyResult> start(
      SurveyKind kind, Target portion, @Nullable String ref, Initiator initiator, Instant now) {
    String mark = UUID.randomUUID().toString();
    String id = WorkflowIds.survey(portion.application(), portion.stage(), mark);
    SurveyWorkflow survey =
        client.newWorkflowStub(
            SurveyWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(TaskQueues.WORKFLOWS)
                .setWorkflowExecutionTimeout(LONGEST)
                .setStaticSummary(
                    "look at %d hosts of %s".formatted(portion.hosts().size(), portion.stage()))
                .build());
    RunKey key =
        new RunKey(portion.application(), portion.stage(), RunKind.DEPLOY, ReleaseId.at(now));
    SurveyOrder order = new SurveyOrder(key, kind, portion, ref, initiator);
    return WorkflowClient.execute(
        survey::run,
        signing
            .sign(Action.LOOK, portion.application(), portion.stage(), id, order)
            .map(order::with)
            .orElse(order));
  }

  private List<SurveyResult> await(List<CompletableFuture<SurveyResult>> answers)
      throws InterruptedException {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new));
    try {
      try {
        all.get(SAY_AFTER.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        notes.accept("Hosts are still being asked; one that does not answer takes up to 2 min.");
        all.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException never) {
      throw unanswered(never);
    } catch (ExecutionException e) {
      // A survey fails only by its own time limit, or when somebody stops it.
      throw switch (e.getCause()) {
        case WorkflowFailedException stopped ->
            RefusedException.in(stopped).orElseGet(() -> unanswered(stopped));
        case RuntimeException other -> other;
        case null, default -> new IllegalStateException(e);
      };
    }
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private ProblemException unanswered(Exception cause) {
    return new ProblemException(
        ExitCode.UNREACHABLE,
        "Tried to look at the hosts, but no worker of Temporal at %s has done it within %d min. Look at the workers' logs."
            .formatted(address, LONGEST.toMinutes()),
        cause);
  }

  private static SurveyResult merge(List<SurveyResult> parts) {
    ResolvedRevision revision = first(parts.stream().map(SurveyResult::revision));
    HostFailure source = first(parts.stream().map(SurveyResult::source));
    List<PhaseOutcome> hosts = parts.stream().flatMap(p -> p.hosts().stream()).toList();
    return new SurveyResult(
        revision,
        source,
        hosts,
        secrets(parts),
        crowd(parts),
        first(parts.stream().map(SurveyResult::demands)));
  }

  private static @Nullable Crowd crowd(List<SurveyResult> parts) {
    List<Crowd> found = parts.stream().map(SurveyResult::crowd).filter(Objects::nonNull).toList();
    return found.size() < parts.size()
        ? null
        : new Crowd(found.stream().flatMap(c -> c.parts().stream()).toList());
  }

  /** Other portions may have met other logins, for which a key is signed or not. */
  private static @Nullable SecretsFound secrets(List<SurveyResult> parts) {
    List<SecretsFound> found =
        parts.stream().map(SurveyResult::secrets).filter(Objects::nonNull).toList();
    return found.isEmpty()
        ? null
        : new SecretsFound(
            found.stream().flatMap(f -> f.pins().stream()).toList(),
            List.of(),
            found.stream().flatMap(f -> f.notes().stream()).distinct().toList(),
            found.stream().flatMap(f -> f.faults().stream()).distinct().toList());
  }

  private static <T> @Nullable T first(Stream<@Nullable T> values) {
    return values.filter(Objects::nonNull).findFirst().orElse(null);
  }
}
