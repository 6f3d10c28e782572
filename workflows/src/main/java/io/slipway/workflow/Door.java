package io.slipway.workflow;

import io.slipway.contract.Action;
import io.slipway.contract.Admission;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.FailureType;
import io.slipway.contract.GateOrder;
import io.slipway.contract.Initiator;
import io.slipway.contract.Scope;
import io.slipway.contract.SeenNonce;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.Statement;
import io.slipway.contract.TrainsStart;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.SecretRef;
import io.slipway.domain.StageName;
import io.slipway.domain.Target;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where requests come in: has the gate look at each before anything is done, and remembers
 * statements for as long as the gate could take them again. What comes by it was waited for.
 */
final class Door {
  /** Longer than any policy lets a statement be under way. */
  private static final Duration REMEMBERED = Duration.ofHours(2);

  /** Nothing is forgotten early, for it could then be sent again. */
  private static final int MOST_REMEMBERED = 1_000;

  private final ApplicationName application;
  private final StageName stage;
  private final @Nullable String run;
  private final List<SeenNonce> seen;
  private int plain;

  /**
   * @param run the workflow that this door leads into; null for a stage
   */
  Door(ApplicationName application, StageName stage, @Nullable String run, List<SeenNonce> seen) {
    this.application = application;
    this.stage = stage;
    this.run = run;
    this.seen = new ArrayList<>(seen);
  }

  /** What is remembered, oldest first. */
  List<SeenNonce> seen() {
    return List.copyOf(seen);
  }

  /**
   * Lets a request in that is not signed, if those are taken, and tells whom it is from.
   *
   * @param target what it is about; null where it is about a run
   */
  Initiator plain(Action action, Initiator claimed, @Nullable Target target) {
    plain++;
    // Workflows outlive releases of ours. One id for each request, since an id keeps its version
    // once it was passed: a stage would let everything in that was begun before there was a gate.
    // To be removed once no stage can be older than 2026-11-24.
    if (Workflow.getVersion("gate-" + plain, Workflow.DEFAULT_VERSION, 1)
        == Workflow.DEFAULT_VERSION) {
      return claimed;
    }
    return ask(action, claimed, target);
  }

  /** The same for what there is only since there is a gate. */
  Initiator ask(Action action, Initiator claimed, @Nullable Target target) {
    List<SecretRef> secrets = target == null ? List.of() : target.references();
    return claimed.as(
        ask(new GateOrder(action, application, stage, run, claimed, null, false, secrets)));
  }

  /** The same for what is about many stages. */
  Initiator askOver(Scope scope, Action action, Initiator claimed) {
    GateOrder order =
        new GateOrder(action, application, stage, run, claimed, null, false, List.of());
    return claimed.as(ask(order.over(scope)));
  }

  /** What the gate says of somebody about a run that knows of gates. */
  Admission admission(Action action, Initiator claimed) {
    return ask(new GateOrder(action, application, stage, run, claimed, null, false, List.of()));
  }

  /** Lets a signed request in that is about nobody's own. */
  Signed signed(SignedRequest request) {
    return signed(request, statement -> null);
  }

  /**
   * Lets a signed request in.
   *
   * @param owner whose own request a statement takes back; null when it does not
   */
  Signed signed(SignedRequest request, Function<Statement, @Nullable String> owner) {
    Statement statement = read(request);
    return signed(
        statement, order(request, statement, statement == null ? null : owner.apply(statement)));
  }

  /**
   * Lets a signed request in that is about many stages.
   *
   * @param scope which a statement is about
   */
  Signed many(SignedRequest request, Function<Statement, Scope> scope) {
    Statement statement = read(request);
    Scope many = statement == null ? Scope.everything() : scope.apply(statement);
    return signed(statement, order(request, statement, null).over(many));
  }

  private Signed signed(@Nullable Statement statement, GateOrder order) {
    SeenNonce mark = null;
    if (statement != null && !order.sentBefore()) {
      // Before the gate is asked, so that the same statement cannot be asked for twice at a time.
      mark = new SeenNonce(statement.nonce(), statement.at());
      remember(mark);
    }
    try {
      return new Signed(order.action(), statement, ask(order));
    } catch (ApplicationFailure refused) {
      seen.remove(mark);
      throw refused;
    }
  }

  /**
   * Lets a signed order in that is carried out at several times, each of them once.
   *
   * @param due which of them it is now
   */
  Signed timed(SignedRequest request, Instant due) {
    return marked(request, read(request), due.toString(), WorkflowTime.now());
  }

  /**
   * Lets a signed order in that has several steps, each of which is carried out once for as long as
   * the order is good.
   */
  Signed once(SignedRequest request, String step) {
    Statement statement = read(request);
    Instant until = statement == null ? null : statement.until();
    if (statement != null && (until == null || until.isAfter(latest(statement)))) {
      throw forbidden(
          "A train's order is good for %d days at most. Ask for it again."
              .formatted(TrainsStart.GOOD_FOR.toDays()));
    }
    return marked(request, statement, step, until == null ? WorkflowTime.now() : until);
  }

  private static Instant latest(Statement statement) {
    return statement.at().plus(TrainsStart.GOOD_FOR);
  }

  /**
   * @param until how long it is remembered at least
   */
  private Signed marked(
      SignedRequest request, @Nullable Statement statement, String which, Instant until) {
    String nonce = statement == null ? "" : "%s %s".formatted(statement.nonce(), which);
    boolean before = seen.stream().anyMatch(s -> s.nonce().equals(nonce));
    SeenNonce mark = new SeenNonce(nonce, until);
    if (statement != null && !before) {
      remember(mark);
    }
    GateOrder order = order(request, statement, before, null);
    try {
      return new Signed(order.action(), statement, ask(order));
    } catch (ApplicationFailure refused) {
      if (!before) {
        seen.remove(mark);
      }
      throw refused;
    }
  }

  /** Lets a signed request in that is carried out more than once, or has an id of its own. */
  Signed repeatable(SignedRequest request) {
    Statement statement = read(request);
    GateOrder order = order(request, statement, null);
    return new Signed(order.action(), statement, ask(order));
  }

  private static @Nullable Statement read(SignedRequest request) {
    try {
      return Statement.parse(request.statement());
    } catch (IllegalArgumentException unreadable) {
      return null;
    }
  }

  private GateOrder order(
      SignedRequest request, @Nullable Statement statement, @Nullable String owner) {
    boolean before =
        statement != null && seen.stream().anyMatch(s -> s.nonce().equals(statement.nonce()));
    return order(request, statement, before, owner);
  }

  private GateOrder order(
      SignedRequest request,
      @Nullable Statement statement,
      boolean before,
      @Nullable String owner) {
    return new GateOrder(
        statement == null ? null : Action.of(statement.action()).orElse(null),
        application,
        stage,
        run,
        statement == null ? null : Signed.initiator(statement),
        request,
        before,
        statement == null ? List.of() : Signed.references(statement),
        owner);
  }

  private void remember(SeenNonce mark) {
    Instant oldest = WorkflowTime.now().minus(REMEMBERED);
    seen.removeIf(s -> s.at().isBefore(oldest));
    if (seen.size() >= MOST_REMEMBERED) {
      throw forbidden(
          "More than %d signed requests have been taken within %d h. Ask again later."
              .formatted(MOST_REMEMBERED, REMEMBERED.toHours()));
    }
    seen.add(mark);
  }

  private static Admission ask(GateOrder order) {
    Admission admission;
    try {
      admission = ActivityStubs.gate(order).admit(order);
    } catch (ActivityFailure e) {
      throw forbidden("No worker could tell whether this may be done. Look at the workers' logs.");
    }
    if (admission.refusal() != null) {
      throw forbidden(admission.refusal());
    }
    return admission;
  }

  static ApplicationFailure forbidden(String why) {
    return ApplicationFailure.newNonRetryableFailure(why, FailureType.FORBIDDEN.name());
  }

  /**
   * What has come in.
   *
   * @param statement never null once the gate has let it in
   */
  record Signed(@Nullable Action action, @Nullable Statement statement, Admission admission) {

    Action wanted() {
      return Objects.requireNonNull(action);
    }

    <T> T request(Class<T> type) {
      try {
        return Objects.requireNonNull(statement).requestAs(type);
      } catch (IllegalArgumentException e) {
        throw invalid("The signed request cannot be carried out: %s.".formatted(e.getMessage()));
      }
    }

    ApplicationFailure misdirected() {
      return invalid("'%s' cannot be asked for here.".formatted(wanted().word()));
    }

    private static ApplicationFailure invalid(String why) {
      return ApplicationFailure.newNonRetryableFailure(why, FailureType.INVALID_REQUEST.name());
    }

    /** Of both places where a request may have its target: none may hide behind the other. */
    private static List<SecretRef> references(Statement statement) {
      DeployRequest deploy = statement.part("deploy", DeployRequest.class);
      return Stream.of(
              Optional.ofNullable(statement.part("target", Target.class)),
              Optional.ofNullable(deploy).map(DeployRequest::target))
          .flatMap(Optional::stream)
          .flatMap(target -> target.references().stream())
          .toList();
    }

    /** Of a request, or of the deploy that a schedule is for. */
    private static @Nullable Initiator initiator(Statement statement) {
      DeployRequest deploy = statement.part("deploy", DeployRequest.class);
      return deploy == null ? statement.part("initiator", Initiator.class) : deploy.initiator();
    }
  }
}
