package io.slipway.starter.live;

import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.RunEvent;
import io.slipway.contract.StepOutput;
import io.slipway.domain.HostName;
import io.slipway.starter.output.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is known of a run, from what it has told so far. */
final class Picture {
  /** More rows than any screen shows. */
  private static final int ROWS = 200;

  private static final int OUTPUT_LINES = 10;

  private static final String UNAPPROVED = "APPROVAL WANTED. ";

  private final List<Row> rows = new ArrayList<>();
  private final Map<HostName, HostRow> hosts = new LinkedHashMap<>();
  private final Map<HostName, Fault> faults = new LinkedHashMap<>();
  private String title = "";
  private @Nullable Instant startedAt;
  private @Nullable Integer size;
  private @Nullable String pause;
  private boolean excluded;
  private @Nullable String away;

  void event(RunEvent event) {
    String message = Printable.line(event.message());
    switch (event.type()) {
      case RUN_STARTED -> {
        title = message;
        startedAt = event.at();
        size = event.hosts();
      }
      case PHASE_STARTED -> phase(event, message);
      case PHASE_ENDED -> update(event.phase(), p -> p.over(event.at()));
      case BATCH_STARTED, BATCH_ENDED, RUN_ENDED, HOST_DRAINED, HOST_UNDRAINED -> {}
      case HOST_STARTED, HOST_DONE, HOST_FAILED, HOST_UNKNOWN, HOST_FOUND, MIGRATED ->
          host(event, message);
      case WAITING, WARNING, REVERT_STARTED, OVERRIDDEN -> fact(Tone.YELLOW, message);
      case HOST_EXCLUDED -> {
        excluded = true;
        fact(Tone.YELLOW, message);
      }
      case ABORT_REQUESTED -> {
        pause = null;
        fact(Tone.YELLOW, "abort " + message);
      }
      case REVISION_RESOLVED,
          RELEASE_CHOSEN,
          COLOR_CHOSEN,
          VISITORS_MOVED,
          BUILDER_CHOSEN,
          SECRETS_FOUND,
          BAKING,
          HOST_SKIPPED,
          MENDING,
          WORKER_COMMAND ->
          fact(Tone.PLAIN, message);
      case PAUSED -> {
        excluded = false;
        pause = "PAUSED. " + message;
      }
      case FROZEN -> pause = "FROZEN. " + message;
      case APPROVAL_WANTED -> pause = UNAPPROVED + message;
      case APPROVED -> fact(Tone.BOLD, "approved " + message);
      case REJECTED -> {
        pause = null;
        fact(Tone.YELLOW, "rejected " + message);
      }
      case RESUMED -> {
        pause = null;
        fact(Tone.BOLD, message);
      }
    }
  }

  private void phase(RunEvent event, String message) {
    Phase phase = event.phase();
    if (phase != null) {
      if (excluded || !forward(phase) || (pause != null && pause.startsWith(UNAPPROVED))) {
        pause = null; // it was chosen by an exclusion, by nobody in time, or by the last approval
      }
      add(new Row.Progress(phase, message, event.hosts(), 0, 0, event.at(), null));
    }
  }

  private static boolean forward(Phase phase) {
    return switch (phase) {
      case PREPARE, ACTIVATE, INSPECT, LOOK, RETIRE -> true;
      case FINISH, CONCLUDE, REVERT, DISCARD -> false;
    };
  }

  private void host(RunEvent event, String message) {
    HostName name = event.host();
    if (name == null) {
      return;
    }
    Phase phase = event.phase();
    HostRow row = hosts.getOrDefault(name, HostRow.pending(name, event.at()));
    hosts.put(
        name,
        switch (event.type()) {
          case HOST_STARTED -> row.begun(phase, message, event.at());
          case HOST_FAILED -> row.failed(phase, event.at());
          case HOST_UNKNOWN -> row.unknown();
          case HOST_FOUND -> row.found(phase);
          default -> row.done(phase, event.at());
        });
    switch (event.type()) {
      case HOST_STARTED -> {
        if (phase != null && forward(phase)) {
          faults.remove(name); // tried again
        }
      }
      case HOST_FAILED -> {
        update(phase, Row.Progress::withFailed);
        faults.put(name, new Fault(message, lastLines(event.output())));
      }
      case HOST_UNKNOWN -> fact(Tone.YELLOW, message);
      case HOST_FOUND -> fact(Tone.PLAIN, "%s: %s".formatted(name, message));
      case MIGRATED -> fact(Tone.PLAIN, "%s: %s".formatted(name, message));
      default -> update(phase, Row.Progress::withDone);
    }
  }

  /** What is told of a host's phase belongs to the last row of that phase. */
  private void update(@Nullable Phase phase, UnaryOperator<Row.Progress> change) {
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (rows.get(i) instanceof Row.Progress row && row.phase() == phase) {
        rows.set(i, change.apply(row));
        return;
      }
    }
  }

  private static List<String> lastLines(@Nullable String output) {
    if (output == null) {
      return List.of();
    }
    List<String> lines = Printable.of(output).lines().filter(l -> !l.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - OUTPUT_LINES), lines.size());
  }

  void said(StepOutput output) {
    List<String> lines = lastLines(output.tail());
    hosts.computeIfPresent(
        output.host(),
        (name, row) ->
            row.inWork() ? row.saying(output.step(), lines.isEmpty() ? "" : lines.getLast()) : row);
  }

  void lost(String why) {
    away = why;
  }

  void found() {
    away = null;
  }

  /** Something that is good to know, and is not told by the run. */
  void note(String sentence) {
    fact(Tone.FAINT, sentence);
  }

  private void fact(Tone tone, String text) {
    add(new Row.Fact(tone, text));
  }

  private void add(Row row) {
    rows.add(row);
    if (rows.size() > ROWS) {
      rows.removeFirst();
    }
  }

  String title() {
    return title;
  }

  @Nullable Instant startedAt() {
    return startedAt;
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  Collection<HostRow> hosts() {
    return hosts.values();
  }

  Collection<Fault> faults() {
    return faults.values();
  }

  /** Why the run waits for a person, and what to do; null while it does not. */
  @Nullable String pause() {
    return pause;
  }

  /** Why the run cannot be seen; null while it can. */
  @Nullable String away() {
    return away;
  }

  /** How many hosts are in each state; those that nothing was heard of are pending. */
  Map<HostState, Integer> counts() {
    Map<HostState, Integer> counts = new EnumMap<>(HostState.class);
    hosts.values().forEach(h -> counts.merge(h.state(), 1, Integer::sum));
    if (size != null && size > hosts.size()) {
      counts.merge(HostState.PENDING, size - hosts.size(), Integer::sum);
    }
    return counts;
  }

  /** How many hosts the run has; as many as were heard of when it does not tell. */
  int size() {
    return size == null ? hosts.size() : Math.max(size, hosts.size());
  }
}
