package io.slipway.starter.output;

import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;
import io.slipway.domain.HostName;
import io.slipway.rollout.FailureGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run's progress in words, never more lines than people can follow: phases have a line each,
 * hosts that fail are named at once, hosts that are done are named when the run is small and
 * counted when it is not.
 */
final class TextProgress implements RunListener {
  /** Failing hosts beyond this many are left for the table at the end. */
  static final int FAILURES_TOLD = 20;

  /** In a phase of more hosts than this, those that are done are only counted. */
  static final int HOSTS_TOLD = 12;

  private static final int OUTPUT_LINES = 10;
  private static final Duration COUNT_EVERY = Duration.ofSeconds(5);

  private final Page out;
  private final Page err;
  private final HostTimes times = new HostTimes();
  private final Map<String, HostName> firsts = new HashMap<>();
  private int done;
  private int failures;
  private @Nullable Instant counted;

  TextProgress(Page out, Page err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void event(String workflow, RunEvent event) {
    time(event);
    tell(event);
  }

  /** Notes how long hosts take, and tells nothing. */
  void time(RunEvent event) {
    times.event(event);
  }

  void tell(RunEvent event) {
    String message = Printable.line(event.message());
    switch (event.type()) {
      case PHASE_STARTED -> phase(event, message);
      case PHASE_ENDED -> out.line("  " + out.paint().faint(message));
      // How a phase is shared out among workflows is nothing to people.
      case BATCH_STARTED, BATCH_ENDED, HOST_STARTED, RUN_ENDED -> {}
      // The steps of a host tell of it once more when it is done.
      case HOST_DRAINED, HOST_UNDRAINED -> {}
      case HOST_DONE -> hostDone(event, message);
      case HOST_FAILED -> hostFailed(event, message);
      case WARNING, REVERT_STARTED, OVERRIDDEN -> out.line(out.paint().yellow(message));
      case ABORT_REQUESTED -> out.line(out.paint().yellow("abort " + message));
      case RUN_STARTED,
          REVISION_RESOLVED,
          RELEASE_CHOSEN,
          SECRETS_FOUND,
          COLOR_CHOSEN,
          BUILDER_CHOSEN ->
          out.line(message);
      case VISITORS_MOVED -> out.line(out.paint().bold(message));
      case MIGRATED, WORKER_COMMAND -> out.line("  " + withHost(event, message));
      case BAKING, HOST_SKIPPED, MENDING -> out.line("  " + message);
      case HOST_EXCLUDED -> out.line(out.paint().yellow("excluded: " + message));
      case HOST_UNKNOWN, WAITING -> out.line("  " + out.paint().yellow(message));
      case HOST_FOUND -> out.line("  " + withHost(event, message));
      case FROZEN -> out.line(out.paint().yellow("FROZEN. " + message));
      case PAUSED -> out.line(out.paint().yellow("PAUSED. " + message));
      case APPROVAL_WANTED -> out.line(out.paint().yellow("APPROVAL WANTED. " + message));
      case APPROVED -> out.line(out.paint().bold("approved " + message));
      case REJECTED -> out.line(out.paint().yellow("rejected " + message));
      case RESUMED -> out.line(out.paint().bold(message));
    }
  }

  private void phase(RunEvent event, String message) {
    done = 0;
    counted = event.at();
    out.line(out.paint().bold(message));
  }

  private void hostDone(RunEvent event, String message) {
    done++;
    if (message.isEmpty()) {
      return; // A look at a host has no steps to tell of.
    }
    if (done <= HOSTS_TOLD) {
      out.line("  " + withHost(event, message));
      counted = event.at();
    } else if (counted == null
        || Duration.between(counted, event.at()).compareTo(COUNT_EVERY) >= 0) {
      out.line("  %d hosts done".formatted(done));
      counted = event.at();
    }
  }

  private static String withHost(RunEvent event, String message) {
    return event.host() == null ? message : "%s: %s".formatted(event.host(), message);
  }

  private void hostFailed(RunEvent event, String message) {
    failures++;
    if (failures > FAILURES_TOLD) {
      return;
    }
    HostName host = event.host();
    HostName first =
        host == null ? null : firsts.putIfAbsent(FailureGroup.common(host, message), host);
    if (first != null) {
      out.line(out.paint().red("  %s: failed as %s did".formatted(host, first)));
    } else {
      failedAlone(event, message);
    }
    if (failures == FAILURES_TOLD) {
      out.line(out.paint().red("  Further hosts that fail are named at the end."));
    }
  }

  private void failedAlone(RunEvent event, String message) {
    out.line(out.paint().red("  " + message));
    lastLines(event.output()).forEach(l -> out.line(out.paint().faint("    | ") + l));
  }

  /** The end of what a step has said, a line each. */
  static List<String> lastLines(@Nullable String output) {
    if (output == null || output.isBlank()) {
      return List.of();
    }
    List<String> lines = Printable.of(output).strip().lines().toList();
    return lines.subList(Math.max(0, lines.size() - OUTPUT_LINES), lines.size());
  }

  @Override
  public void lost(String why) {
    err.line(err.paint().yellow(why));
  }

  @Override
  public void found(String what) {
    err.line(what);
  }

  @Override
  public void ended(RunResult result, ExitCode exit) {
    out.line("");
    ResultLine.of("", result, exit, times).write(out);
  }
}
