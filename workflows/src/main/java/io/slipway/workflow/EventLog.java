package io.slipway.workflow;

import io.slipway.contract.EventPage;
import io.slipway.contract.EventType;
import io.slipway.contract.EventsQuery;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostReport;
import io.slipway.contract.Phase;
import io.slipway.contract.RunEvent;
import io.slipway.contract.StepReport;
import io.slipway.domain.HostName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The numbered events of one workflow, kept for those who ask. */
final class EventLog {
  /** Characters of text a page: far below what a query may answer, also when all are escaped. */
  private static final int PAGE_LENGTH = 200_000;

  private final List<RunEvent> events = new ArrayList<>();
  private Consumer<RunEvent> listener = event -> {};
  private boolean ended;

  /** Has each event that is yet to come told to somebody, who must not wait for anything. */
  void tellTo(Consumer<RunEvent> other) {
    listener = other;
  }

  /** The run begins, with so many hosts. */
  void begin(String message, int hosts) {
    add(EventType.RUN_STARTED, null, null, null, null, message, null, hosts);
  }

  void run(EventType type, String message) {
    add(type, null, null, null, null, message, null);
  }

  /** A phase begins, for so many hosts. */
  void begin(Phase phase, String message, int hosts) {
    add(EventType.PHASE_STARTED, phase, null, null, null, message, null, hosts);
  }

  void phase(EventType type, Phase phase, String message) {
    add(type, phase, null, null, null, message, null);
  }

  /** A batch begins, with so many hosts. */
  void begin(Phase phase, String workflowId, String message, int hosts) {
    add(EventType.BATCH_STARTED, phase, null, null, workflowId, message, null, hosts);
  }

  void batch(EventType type, Phase phase, String workflowId, String message) {
    add(type, phase, null, null, workflowId, message, null);
  }

  void host(EventType type, @Nullable Phase phase, HostName host, String message) {
    add(type, phase, host, null, null, message, null);
  }

  void done(EventType type, @Nullable Phase phase, HostReport report) {
    String steps = report.steps().stream().map(EventLog::words).collect(Collectors.joining(", "));
    String output =
        report.steps().stream()
            .map(StepReport::output)
            .filter(text -> !text.isBlank())
            .collect(Collectors.joining("\n"));
    add(type, phase, report.host(), null, null, steps, output.isEmpty() ? null : output);
    report.warnings().forEach(w -> host(EventType.WARNING, phase, report.host(), w));
  }

  private static String words(StepReport step) {
    if (step.skipped() != null) {
      return "%s: skipped, %s".formatted(step.step(), step.skipped());
    }
    return step.already() ? step.step() + " (already done)" : step.step();
  }

  void failed(@Nullable Phase phase, HostFailure failure) {
    add(
        EventType.HOST_FAILED,
        phase,
        failure.host(),
        failure.step(),
        null,
        failure.message(),
        failure.output().isEmpty() ? null : failure.output());
  }

  /** What a command of the run itself has said, on no host. */
  void said(EventType type, String step, String message, String output) {
    add(type, null, null, step, null, message, output.isEmpty() ? null : output);
  }

  void end() {
    ended = true;
  }

  EventPage page(EventsQuery query) {
    // Numbers count from 1, so that an event's number is also the index of the one after it.
    int from = Math.clamp(query.after(), 0, events.size());
    int to = from;
    int length = 0;
    while (to < events.size() && to - from < EventPage.MOST && length < PAGE_LENGTH) {
      length += length(events.get(to));
      to++;
    }
    return new EventPage(events.subList(from, to), ended && to == events.size());
  }

  private static int length(RunEvent event) {
    return event.message().length() + (event.output() == null ? 0 : event.output().length());
  }

  private void add(
      EventType type,
      @Nullable Phase phase,
      @Nullable HostName host,
      @Nullable String step,
      @Nullable String batch,
      String message,
      @Nullable String output) {
    add(type, phase, host, step, batch, message, output, null);
  }

  private void add(
      EventType type,
      @Nullable Phase phase,
      @Nullable HostName host,
      @Nullable String step,
      @Nullable String batch,
      String message,
      @Nullable String output,
      @Nullable Integer hosts) {
    RunEvent event =
        new RunEvent(
            events.size() + 1,
            WorkflowTime.now(),
            type,
            phase,
            host,
            step,
            batch,
            message,
            output,
            hosts);
    events.add(event);
    listener.accept(event);
  }
}
