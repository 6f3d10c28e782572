package io.slipway.worker;

import io.micrometer.core.instrument.Gauge;
import io.slipway.redact.Redactor;
import io.slipway.worker.trace.Traces;
import io.slipway.worker.trace.Tracing;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.worker.WorkerFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker at work. Closing it drains it first. */
public final class WorkerProcess implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(WorkerProcess.class);

  /** For activities to notice that they were interrupted, and to say so to Temporal. */
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);

  /** Long enough for a result to reach Temporal, and for a task on its way to show. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final OpenParts parts =
      new OpenParts((part, e) -> logger.warn("Tried to close {}, but {}", part, Text.reason(e), e));
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final WorkerSettings settings;
  private final TemporalLink link;
  private final ActivitiesInHand inHand;
  private final WorkerFactory factory;
  private final @Nullable HealthEndpoint health;

  private WorkerProcess(
      ClientConfigProfile cluster,
      WorkerSettings settings,
      List<Object> activities,
      Discretion discretion)
      throws InterruptedException {
    this.settings = settings;
    try {
      Metrics metrics = parts.add(new Metrics());
      HeapKeeper.start().ifPresent(parts::add);
      this.health =
          settings.health() == null
              ? null
              : parts.add(HealthEndpoint.open(settings.health(), metrics));
      this.link =
          parts.add(TemporalLink.open(cluster, discretion.dataConverter(), metrics.scope()));
      new SearchAttributeRegistration(link).ensure();
      if (settings.build() != null) {
        VersioningSupport.require(link);
      }
      this.inHand = new ActivitiesInHand(metrics.registry());
      Gauge.builder("slipway.worker.stopping", stopping, s -> s.get() ? 1 : 0)
          .description("1 while the worker takes nothing new.")
          .register(metrics.registry());
      this.factory =
          Polling.prepare(
              link.client(), settings, activities, around(metrics, discretion.redactor()));
      factory.start();
      if (health != null) {
        health.readiness(this::trouble);
      }
    } catch (RuntimeException | InterruptedException e) {
      parts.close();
      throw e;
    }
  }

  private WorkerInterceptor[] around(Metrics metrics, Redactor redactor) {
    List<WorkerInterceptor> around = new ArrayList<>();
    around.add(inHand);
    around.add(new RunNumbers(metrics.registry()));
    around.add(new LogSubject());
    Traces.ofWorker(System.getenv(), redactor::redact, logger::warn)
        .ifPresent(spans -> around.add(new Tracing(parts.add(spans), InstantSource.system())));
    return around.toArray(WorkerInterceptor[]::new);
  }

  /**
   * Connects, registers what Temporal must know, and polls.
   *
   * @param activities the implementations that {@code slipway-hosts} is polled for
   * @throws WorkerException when Temporal cannot be reached or lacks what we need
   */
  public static WorkerProcess start(
      ClientConfigProfile cluster, WorkerSettings settings, List<Object> activities)
      throws InterruptedException {
    return start(cluster, settings, activities, Discretion.none());
  }

  /**
   * The same, with a say in what Temporal may read.
   *
   * @param discretion what is taken out of payloads, and how they are encrypted
   */
  public static WorkerProcess start(
      ClientConfigProfile cluster,
      WorkerSettings settings,
      List<Object> activities,
      Discretion discretion)
      throws InterruptedException {
    WorkerProcess worker = new WorkerProcess(cluster, settings, activities, discretion);
    logger.info(
        "Polling task queues {} of namespace {} at {}, {} at a time, {}",
        String.join(" and ", settings.queues()),
        worker.link.namespace(),
        worker.link.address(),
        Text.counted(settings.hosts(), "host", "hosts"),
        settings.build() == null ? "without a version" : "as version " + settings.build());
    return worker;
  }

  /** Where health and metrics are served; empty when they are not. */
  public Optional<InetSocketAddress> healthAddress() {
    return Optional.ofNullable(health).map(HealthEndpoint::address);
  }

  /** Why no work can be done now; empty when it can. */
  public Optional<String> trouble() {
    if (stopping.get() || factory.isShutdown()) {
      return Optional.of("it is stopping");
    }
    return link.trouble()
        .map(reason -> "Temporal at %s does not answer: %s".formatted(link.address(), reason));
  }

  /** Has Temporal keep what ended runs have done and said for so long at least. */
  public void keepEndedRuns(Duration least) {
    Retention.lengthen(link, least);
  }

  /** How many runs and surveys are open; stages, which always are, do not count. */
  public int openRuns() {
    return OpenRuns.count(link);
  }

  /** Whether a schedule will ask for work. */
  public boolean scheduled() {
    return Schedules.any(link);
  }

  /**
   * Takes nothing new, lets activities in hand end, and interrupts those that have not when the
   * time is over: another worker takes them up again, and finds on the hosts what they did.
   */
  public void drain() {
    if (!stopping.compareAndSet(false, true)) {
      return;
    }
    logger.info(
        "Stopping: nothing new is taken; {} in hand may go on for {}",
        Text.counted(inHand.count(), "activity", "activities"),
        Text.of(settings.drain()));
    factory.shutdown();
    awaitActivities();
    if (inHand.count() > 0) {
      logger.warn(
          "Interrupting {} that did not end in time; another worker takes them up: {}",
          Text.counted(inHand.count(), "activity", "activities"),
          inHand.names());
    }
    factory.shutdownNow();
    factory.awaitTermination(AFTER_INTERRUPT.toMillis(), TimeUnit.MILLISECONDS);
    logger.info("Stopped, {} left", Text.counted(inHand.count(), "activity", "activities"));
  }

  /** A poll that Temporal does not end is not waited for once nothing is in hand. */
  private void awaitActivities() {
    long begun = System.nanoTime();
    long lastBusy = begun;
    long now = begun;
    while (!factory.isTerminated()
        && now - begun < settings.drain().toNanos()
        && now - lastBusy < QUIET.toNanos()) {
      factory.awaitTermination(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
      now = System.nanoTime();
      lastBusy = inHand.count() > 0 ? now : lastBusy;
    }
  }

  @Override
  public void close() {
    drain();
    parts.close();
  }
}
