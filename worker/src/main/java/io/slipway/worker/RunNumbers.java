package io.slipway.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.slipway.contract.AuditNote;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunTimes;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts the runs whose ends this worker has recorded: how many, how long they took, how old a
 * commit was when it was live, and how long a stage had been in trouble. A run is counted by one
 * worker, so that sums over all workers are right. Whether there is an audit trail makes no
 * difference.
 */
final class RunNumbers extends WorkerInterceptorBase {
  private static final Duration[] RUN_BUCKETS = minutes(0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 120);

  /** Up to a quarter of a year. */
  private static final Duration[] LEAD_BUCKETS =
      minutes(10, 30, 60, 240, 720, 1_440, 2_880, 10_080, 43_200, 129_600);

  private static final Duration[] RESTORE_BUCKETS =
      minutes(1, 2, 5, 10, 30, 60, 240, 1_440, 10_080);

  private final MeterRegistry registry;

  RunNumbers(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public ActivityOutput execute(ActivityInput input) {
        ActivityOutput output = super.execute(input);
        for (Object argument : input.getArguments()) {
          if (argument instanceof AuditNote note) {
            hear(note);
          }
        }
        return output;
      }
    };
  }

  private void hear(AuditNote note) {
    switch (note.kind()) {
      case BEGAN -> expect(stage(note));
      case ENDED -> count(note, stage(note));
      case ASKED, REFUSED, DECIDED, PAUSED, EXPIRED -> {}
    }
  }

  /** Prometheus sees no increase in a series that begins with 1. */
  private void expect(Tags stage) {
    for (RunOutcome outcome : RunOutcome.values()) {
      counter(stage, word(outcome.name()));
    }
  }

  private void count(AuditNote note, Tags stage) {
    String outcome = word(Objects.requireNonNullElse(note.result(), "unknown"));
    counter(stage, outcome).increment();
    RunTimes times = note.times();
    if (times == null) {
      return; // A worker of before has not told them.
    }
    record(
        "slipway.run",
        "From a run's begin to its end.",
        stage,
        RUN_BUCKETS,
        times.startedAt(),
        times);
    if (outcome.startsWith("succeeded")) {
      record(
          "slipway.lead.time",
          "From a commit to the end of the deploy that has put it live.",
          stage,
          LEAD_BUCKETS,
          times.committedAt(),
          times);
      record(
          "slipway.restore",
          "From a stage's going bad to the end of the run that has put it right.",
          stage,
          RESTORE_BUCKETS,
          times.troubledSince(),
          times);
    }
  }

  private static Tags stage(AuditNote note) {
    return Tags.of(
        "application",
        note.what().application().value(),
        "stage",
        note.what().stage().value(),
        "kind",
        note.what().action());
  }

  private Counter counter(Tags stage, String outcome) {
    return Counter.builder("slipway.runs")
        .description("Runs that have ended.")
        .tags(stage.and("outcome", outcome))
        .register(registry);
  }

  private static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT);
  }

  private void record(
      String name,
      String description,
      Tags tags,
      Duration[] buckets,
      @Nullable Instant from,
      RunTimes times) {
    if (from != null) {
      Timer.builder(name)
          .description(description)
          .tags(tags)
          .serviceLevelObjectives(buckets)
          .register(registry)
          .record(Duration.between(from, times.endedAt()));
    }
  }

  private static Duration[] minutes(double... minutes) {
    Duration[] all = new Duration[minutes.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = Duration.ofSeconds(Math.round(minutes[i] * 60));
    }
    return all;
  }
}
