package io.slipway.workflow;

import io.slipway.contract.AuditActivities;
import io.slipway.contract.BuildActivities;
import io.slipway.contract.CanaryActivities;
import io.slipway.contract.DeliveryActivities;
import io.slipway.contract.DemandsOrder;
import io.slipway.contract.FailureType;
import io.slipway.contract.GateActivities;
import io.slipway.contract.GateOrder;
import io.slipway.contract.HostActivities;
import io.slipway.contract.LogActivities;
import io.slipway.contract.NotifyActivities;
import io.slipway.contract.Phase;
import io.slipway.contract.ScheduleActivities;
import io.slipway.contract.SecretActivities;
import io.slipway.contract.SourceActivities;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.TrafficActivities;
import io.slipway.contract.TrainActivities;
import io.slipway.contract.WatchActivities;
import io.slipway.contract.WorkerActivities;
import io.slipway.domain.Balancer;
import io.slipway.domain.HealthCheck;
import io.slipway.domain.Host;
import io.slipway.domain.Label;
import io.slipway.domain.Notifier;
import io.slipway.domain.ReadThrough;
import io.slipway.domain.Step;
import io.slipway.domain.Target;
import io.slipway.domain.Traffic;
import io.slipway.domain.WorkerCommand;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All timeouts and retries of activities. What is not said here is not retried anywhere. */
final class ActivityStubs {
  /** More than a restart of the Temporal server takes, and six beats of a working activity. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** A first clone of a large repository over a slow line. */
  private static final Duration PREPARE = Duration.ofMinutes(60);

  /** What was built is packed, fetched and sent as well; as long as a slow line takes for 4 GiB. */
  private static final Duration BUILT = Duration.ofHours(4);

  private static final Duration LOOK = Duration.ofMinutes(3);
  private static final Duration SHORT = Duration.ofMinutes(10);

  /** What a phase needs besides the user's own commands. */
  private static final Duration MARGIN = Duration.ofMinutes(3);

  /** How long a host may be away and still be put back: longer than a reboot. */
  private static final Duration REVERT_PERSISTS = Duration.ofMinutes(6);

  /** Someone waits for a survey's answer; a run is more patient. */
  private static final Duration GLANCE = Duration.ofMinutes(1);

  /** Workers that keep logs have little else to do on that queue. */
  private static final Duration READ_BEGINS = Duration.ofSeconds(10);

  private static final Duration NOTICE = Duration.ofMinutes(1);

  /** Longer than a stage waits for its gate. */
  private static final Duration ASKED = Duration.ofMinutes(2);

  private static final Duration GATE = Duration.ofSeconds(20);

  /** Whoever asks waits for the answer, a minute at most. */
  private static final Duration GATE_IN_ALL = Duration.ofSeconds(50);

  /**
   * Five attempts, the default, take 5 + 10 + 20 + 30 s of waiting: a host that refuses is said to
   * be away after little more than a minute, and one that reboots in less is not missed. The first
   * wait is 5 s because a worker that stops in good order may take its own retries meanwhile, and
   * fails them at once: shorter waits would use up the attempts before it is gone.
   */
  private static final RetryOptions RETRIES =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(5))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofSeconds(30))
          .setDoNotRetry(FailureType.permanent())
          .build();

  private static final int GLANCES = 2;
  private static final int TELLING_ATTEMPTS = 3;
  private static final int SECRET_ATTEMPTS = 2;
  private static final int UNLIMITED = 0;
  private static final int CLEANING_ATTEMPTS = 3;

  private ActivityStubs() {}

  static SourceActivities source(Target target, Host host, String ref) {
    return Workflow.newActivityStub(
        SourceActivities.class,
        options(
                host.site(),
                // The worker's first look at a commit may need all of a large repository.
                target.source().verifyCommit() ? PREPARE : LOOK,
                target.rollout().attempts(),
                "resolve %s on %s".formatted(ref, host.name()))
            .build());
  }

  /**
   * @param patient whether a host that is away is waited for when it is to be put back
   */
  static HostActivities phase(Phase phase, Target target, Host host, boolean patient) {
    int attempts = target.rollout().attempts();
    String summary = "%s %s".formatted(Words.of(phase), host.name());
    Label site = host.site();
    return switch (phase) {
      case PREPARE -> stub(options(site, PREPARE, attempts, summary));
      case ACTIVATE -> stub(options(site, activation(target), attempts, summary));
      case FINISH, DISCARD -> stub(options(site, SHORT, CLEANING_ATTEMPTS, summary));
      case CONCLUDE ->
          step("finished", Objects.requireNonNull(target.steps().afterAll()), target, host);
      case INSPECT -> stub(options(site, LOOK, attempts, summary));
      case LOOK -> glance(host);
      case RETIRE ->
          step(
              "retire",
              Objects.requireNonNull(Objects.requireNonNull(target.rollout().blueGreen()).retire()),
              target,
              host);
      case REVERT ->
          patient
              ? stub(
                  options(site, activation(target), UNLIMITED, summary)
                      .setScheduleToCloseTimeout(activation(target).plus(REVERT_PERSISTS)))
              : stub(options(site, activation(target), attempts, summary));
    };
  }

  /** The worker's command has a time of its own, beside what packing and sending take. */
  static BuildActivities onWorker(Target target, Host host, WorkerCommand command) {
    return Workflow.newActivityStub(
        BuildActivities.class,
        options(
                host.site(),
                command.timeout().plus(BUILT),
                target.rollout().attempts(),
                "build by %s, and %s %s"
                    .formatted(command.name(), Words.of(Phase.PREPARE), host.name()))
            .build());
  }

  static BuildActivities packing(Target target, Host host) {
    return building(target, host, "pack what %s has built".formatted(host.name()));
  }

  static BuildActivities unpacking(Target target, Host host) {
    return building(target, host, "%s %s".formatted(Words.of(Phase.PREPARE), host.name()));
  }

  private static BuildActivities building(Target target, Host host, String summary) {
    return Workflow.newActivityStub(
        BuildActivities.class,
        options(host.site(), BUILT, target.rollout().attempts(), summary).build());
  }

  static DeliveryActivities delivery(Target target, Host host) {
    return Workflow.newActivityStub(
        DeliveryActivities.class,
        options(
                host.site(),
                PREPARE,
                target.rollout().attempts(),
                "deliver to %s".formatted(host.name()))
            .build());
  }

  /** For a host that went away in the middle of a change: asked until it answers, or time is up. */
  static HostActivities probe(Host host, Duration within) {
    return stub(
        options(host.site(), LOOK, UNLIMITED, "ask %s what it serves".formatted(host.name()))
            .setScheduleToCloseTimeout(within));
  }

  /** A command of the user's: it has a timeout of its own on the host, and we outwait it. */
  static HostActivities step(String name, Step step, Target target, Host host) {
    return stub(
        options(
            host.site(),
            step.timeout().plus(MARGIN),
            target.rollout().attempts(),
            "%s %s".formatted(name, host.name())));
  }

  /** Whether the worker's own commands are opened. */
  static WorkerActivities commands(Target target) {
    return worker(target, LOOK, "look whether the worker's commands are opened");
  }

  /** A command of the worker's: it ends the command when its time is over, and we outwait it. */
  static WorkerActivities command(Target target, WorkerCommand command) {
    return worker(target, command.timeout().plus(MARGIN), "run " + command.name());
  }

  private static WorkerActivities worker(Target target, Duration limit, String summary) {
    return Workflow.newActivityStub(
        WorkerActivities.class,
        options(siteOf(target), limit, target.rollout().attempts(), summary).build());
  }

  /** For surveys: soon answered, also when a host is away. */
  static HostActivities glance(Host host) {
    return stub(glance(host.site(), "look at %s".formatted(host.name())));
  }

  /** For surveys that read every file of a release. */
  static HostActivities longLook(Host host) {
    return stub(
        glance(host.site(), "look closely at %s".formatted(host.name()))
            .setStartToCloseTimeout(LOOK));
  }

  static SourceActivities sourceGlance(Host host, String ref) {
    return Workflow.newActivityStub(
        SourceActivities.class,
        glance(host.site(), "resolve %s on %s".formatted(ref, host.name())).build());
  }

  /** Whoever asks waits out an outage itself, and says so. */
  static SecretActivities secrets(Target target) {
    return Workflow.newActivityStub(
        SecretActivities.class,
        options(
                siteOf(target),
                LOOK,
                SECRET_ATTEMPTS,
                "read the secrets of %s".formatted(target.stage()))
            .build());
  }

  /** For surveys: whoever waits for the answer is told that a store is away. */
  static SecretActivities secretsGlance(Target target) {
    return Workflow.newActivityStub(
        SecretActivities.class,
        glance(siteOf(target), "look at the secrets of %s".formatted(target.stage()))
            .setStartToCloseTimeout(LOOK)
            .build());
  }

  /** Waits for visitors to go, or for a balancer to see a host as up. */
  static TrafficActivities traffic(Target target, Host host) {
    Traffic traffic = Objects.requireNonNull(target.traffic());
    HealthCheck health = target.health();
    Duration waiting =
        traffic.drainFor().compareTo(traffic.upWithin()) > 0
            ? traffic.drainFor()
            : traffic.upWithin();
    return Workflow.newActivityStub(
        TrafficActivities.class,
        options(
                host.site(),
                MARGIN.plus(waiting).plus(health == null ? Duration.ZERO : health.within()),
                target.rollout().attempts(),
                "tell %s of %s".formatted(traffic.words(), host.name()))
            .build());
  }

  /** Tells all parts of a balancer of all hosts of a stage, and waits for what comes of it. */
  static TrafficActivities move(Target target, String summary) {
    Traffic traffic = Objects.requireNonNull(target.traffic());
    HealthCheck health = target.health();
    int hosts = target.hosts().size();
    Duration commands =
        traffic.balancer() instanceof Balancer.Commands ? MARGIN.multipliedBy(hosts) : MARGIN;
    return Workflow.newActivityStub(
        TrafficActivities.class,
        options(
                siteOf(target),
                SHORT
                    .plus(commands)
                    .plus(traffic.drainFor())
                    .plus(traffic.upWithin().multipliedBy(2))
                    .plus(health == null ? Duration.ZERO : health.within()),
                target.rollout().attempts(),
                summary)
            .build());
  }

  /** One measurement of many; the next one comes anyway. */
  static CanaryActivities measure(Host host, String what) {
    return Workflow.newActivityStub(
        CanaryActivities.class, glance(host.site(), "measure " + what).build());
  }

  /**
   * @param traffic the part of the target's balancer that is looked at
   */
  static TrafficActivities trafficGlance(Target target, Traffic traffic) {
    return Workflow.newActivityStub(
        TrafficActivities.class,
        glance(siteOf(target), "look at %s".formatted(traffic.words())).build());
  }

  /**
   * Asks a stage for the deploy of a schedule, and what has become of it, however long nobody can
   * tell: the stage refuses what comes too late.
   */
  static ScheduleActivities schedule() {
    return Workflow.newActivityStub(ScheduleActivities.class, asking());
  }

  private static ActivityOptions asking() {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.HOSTS)
        .setStartToCloseTimeout(ASKED)
        .setRetryOptions(RETRIES)
        .build();
  }

  /** Asks a stage for a step of a train, however long nobody can tell. */
  static TrainActivities train() {
    return Workflow.newActivityStub(TrainActivities.class, asking());
  }

  static WatchActivities watch() {
    return Workflow.newActivityStub(WatchActivities.class, telling());
  }

  /**
   * Told on the queue of workflows, where it waits behind no host. Beats say how far an attempt has
   * got: one that stays away for long is tried again, and knows what it may have said.
   */
  static NotifyActivities notify(Notifier notifier, Duration within) {
    return Workflow.newActivityStub(
        NotifyActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.WORKFLOWS)
            .setStartToCloseTimeout(NOTICE)
            .setHeartbeatTimeout(SILENCE)
            .setScheduleToCloseTimeout(within)
            .setSummary(Clip.summary("tell %s".formatted(Markdown.text(notifier.words()))))
            .setRetryOptions(RETRIES)
            .build());
  }

  static AuditActivities audit() {
    return Workflow.newActivityStub(AuditActivities.class, telling());
  }

  private static ActivityOptions telling() {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.HOSTS)
        .setStartToCloseTimeout(LOOK)
        .setRetryOptions(
            RetryOptions.newBuilder(RETRIES).setMaximumAttempts(TELLING_ATTEMPTS).build())
        .build();
  }

  /** Somebody waits for the answer: a worker that is gone is soon told of. */
  static LogActivities logs(String store, String summary) {
    return Workflow.newActivityStub(
        LogActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.logs(store))
            .setScheduleToStartTimeout(READ_BEGINS)
            .setStartToCloseTimeout(GLANCE)
            .setScheduleToCloseTimeout(GLANCE)
            .setSummary(Clip.summary(summary))
            .setRetryOptions(
                RetryOptions.newBuilder(RETRIES)
                    .setInitialInterval(Duration.ofSeconds(1))
                    .setMaximumAttempts(GLANCES)
                    .build())
            .build());
  }

  /**
   * Asked on the queue of workflows: there it waits behind no host, and only workers that know of
   * the gate take it.
   */
  static GateActivities gate(GateOrder order) {
    return Workflow.newActivityStub(
        GateActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.WORKFLOWS)
            .setStartToCloseTimeout(GATE)
            .setScheduleToCloseTimeout(GATE_IN_ALL)
            .setSummary(
                Clip.summary(
                    "may %s %s?"
                        .formatted(
                            order.claimed() == null
                                ? "somebody"
                                : Markdown.text(order.claimed().user()),
                            order.action() == null ? "do this" : order.action().word())))
            .setRetryOptions(
                RetryOptions.newBuilder(RETRIES)
                    .setInitialInterval(Duration.ofSeconds(1))
                    .setMaximumInterval(Duration.ofSeconds(5))
                    .build())
            .build());
  }

  /** A run that is to begin waits for the answer, however long that takes. */
  static GateActivities demands(DemandsOrder order) {
    return Workflow.newActivityStub(
        GateActivities.class,
        demanding(order)
            .setRetryOptions(RetryOptions.newBuilder(RETRIES).setMaximumAttempts(UNLIMITED).build())
            .build());
  }

  /** For plans: somebody waits for the answer, and a plan is good without it. */
  static GateActivities demandsGlance(DemandsOrder order) {
    return Workflow.newActivityStub(
        GateActivities.class,
        demanding(order)
            .setScheduleToCloseTimeout(GATE)
            .setRetryOptions(RetryOptions.newBuilder(RETRIES).setMaximumAttempts(GLANCES).build())
            .build());
  }

  private static ActivityOptions.Builder demanding(DemandsOrder order) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setStartToCloseTimeout(GATE)
        .setSummary("what does the policy demand of deploys to %s?".formatted(order.stage()));
  }

  private static ActivityOptions.Builder glance(@Nullable Label site, String summary) {
    return options(site, GLANCE, GLANCES, summary)
        .setRetryOptions(
            RetryOptions.newBuilder(RETRIES)
                .setInitialInterval(Duration.ofSeconds(1))
                .setMaximumAttempts(GLANCES)
                .build());
  }

  private static Duration activation(Target target) {
    Duration restart = timeout(target.steps().restart());
    HealthCheck health = target.health();
    ReadThrough read = target.readThrough();
    return MARGIN
        .plus(restart)
        .plus(health == null ? Duration.ZERO : health.within())
        .plus(read == null ? Duration.ZERO : read.within());
  }

  private static Duration timeout(@Nullable Step step) {
    return step == null ? Duration.ZERO : step.timeout();
  }

  private static HostActivities stub(ActivityOptions.Builder options) {
    return Workflow.newActivityStub(HostActivities.class, options.build());
  }

  /** What is done for a stage as a whole, its site's workers do where it has one. */
  private static @Nullable Label siteOf(Target target) {
    Label site = target.hosts().getFirst().site();
    return target.hosts().stream().allMatch(h -> Objects.equals(h.site(), site)) ? site : null;
  }

  private static ActivityOptions.Builder options(
      @Nullable Label site, Duration startToClose, int attempts, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.hosts(site))
        .setStartToCloseTimeout(startToClose)
        .setHeartbeatTimeout(SILENCE)
        // Whoever reverts must know that nothing of the activity runs any more.
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setSummary(Clip.summary(summary))
        .setRetryOptions(RetryOptions.newBuilder(RETRIES).setMaximumAttempts(attempts).build());
  }
}
