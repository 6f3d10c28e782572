package io.slipway.workflow;

import io.slipway.contract.ContinueRequest;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.Initiator;
import io.slipway.contract.PauseNote;
import io.slipway.contract.RetryRequest;
import io.slipway.domain.HostName;
import io.slipway.domain.StageName;
import io.slipway.rollout.Names;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Where a run stands still until a person has chosen how it goes on. */
final class PausePoint {
  private final StageName stage;
  private final EventLog events;
  private final Chronicle chronicle;
  private final Duration patience;
  private final Queue<Choice> choices = new ArrayDeque<>();
  private @Nullable Standstill standstill;
  private @Nullable PauseNote note;

  PausePoint(StageName stage, EventLog events, Chronicle chronicle, Duration patience) {
    this.stage = stage;
    this.events = events;
    this.chronicle = chronicle;
    this.patience = patience;
  }

  /** Set while the run is paused. */
  @Nullable PauseNote note() {
    return note;
  }

  /**
   * Waits for a person. A run that is stopped meanwhile leaves by the exception of its scope.
   *
   * @param shown told when the pause begins and when it is over
   */
  Choice choice(Standstill at, Runnable shown) {
    Instant now = WorkflowTime.now();
    choices.clear();
    standstill = at;
    note = new PauseNote(at.why(), now, now.plus(patience));
    events.run(
        EventType.PAUSED,
        "%s Waits for you until %s: slipway retry, exclude, continue or abort %s."
            .formatted(at.why(), now.plus(patience).truncatedTo(ChronoUnit.SECONDS), stage));
    chronicle.paused(at.why());
    shown.run();
    try {
      boolean chosen = Workflow.await(patience, () -> !choices.isEmpty());
      return chosen ? Objects.requireNonNull(choices.poll()) : new Choice.Expired();
    } finally {
      standstill = null;
      note = null;
      shown.run();
    }
  }

  void retry(RetryRequest request) {
    Standstill at = paused("retry");
    String from = request.from();
    if (from != null && !at.steps().contains(from)) {
      throw refusal(
          "It cannot be begun with '%s' here. What failed can be tried again from: %s."
              .formatted(from, String.join(", ", at.steps())));
    }
    List<HostName> hosts = request.hosts().isEmpty() ? at.failed() : request.hosts();
    List<HostName> sound = hosts.stream().filter(h -> !at.failed().contains(h)).toList();
    if (!sound.isEmpty()) {
      throw refusal(
          "%s: has not failed, so there is nothing to retry. Failed: %s."
              .formatted(Names.of(sound), Names.of(at.failed())));
    }
    decide(
        new Choice.Retry(List.copyOf(hosts), from),
        request.initiator(),
        "retry",
        "retry %s%s".formatted(Names.of(hosts), from == null ? "" : " from " + from),
        request.reason());
  }

  void goOn(ContinueRequest request) {
    Standstill at = paused("continue");
    decide(
        new Choice.GoOn(),
        request.initiator(),
        "continue",
        at.whole()
            ? "continue in spite of it"
            : "continue without %s".formatted(Names.of(at.failed())),
        request.reason());
  }

  /** Hosts were taken out of the run; if it is paused, it may be able to go on. */
  void excluded() {
    if (standstill != null) {
      choices.add(new Choice.Excluded());
    }
  }

  /** Why these hosts cannot be taken out; null when they can. */
  @Nullable String holds(List<HostName> hosts) {
    Standstill at = standstill;
    return at != null && at.whole() && at.failed().stream().anyMatch(hosts::contains)
        ? "%s runs the migration for all hosts, so it cannot be left out now: retry, continue or abort."
            .formatted(Names.of(at.failed()))
        : null;
  }

  private Standstill paused(String verb) {
    Standstill at = standstill;
    if (at == null || !choices.isEmpty()) {
      throw refusal(
          "The run is not paused%s, so there is nothing to %s."
              .formatted(at == null ? "" : " any more", verb));
    }
    return at;
  }

  private void decide(
      Choice choice, Initiator who, String action, String what, @Nullable String reason) {
    choices.add(choice);
    chronicle.decided(who, action, reason, what);
    events.run(EventType.RESUMED, "%s, %s".formatted(what, Words.askedBy(who, reason)));
  }

  static ApplicationFailure refusal(String why) {
    return ApplicationFailure.newNonRetryableFailure(why, FailureType.INVALID_REQUEST.name());
  }
}
