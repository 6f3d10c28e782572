package io.slipway.starter.output;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.rollout.FailureGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended: the last line of a followed run.
 *
 * @param failures those of the hosts, in groups of equal ones
 * @param log the command that shows all that the first command has said that failed; null when none
 *     has
 */
record ResultLine(
    int exitCode,
    RunOutcome outcome,
    RunKind kind,
    String run,
    @Nullable ReleaseId release,
    @Nullable Revision revision,
    String message,
    List<HostLine> hosts,
    List<FailureGroup> failures,
    List<String> warnings,
    @Nullable String log)
    implements Message {

  /**
   * @param took how long the host was worked on, as far as was seen; null when nothing was
   * @param foreign what it serves that another tool has made; null when there is none
   */
  record HostLine(
      HostName host,
      HostState state,
      @Nullable ReleaseId live,
      @Nullable Duration took,
      @Nullable HostFailure failure,
      @Nullable String foreign) {}

  static ResultLine of(String run, RunResult result, ExitCode exit, HostTimes times) {
    List<HostLine> hosts = result.hosts().stream().map(h -> line(h, times)).toList();
    return new ResultLine(
        exit.number(),
        result.outcome(),
        result.key().kind(),
        run,
        result.release(),
        result.revision(),
        Printable.of(result.message()),
        hosts,
        groups(hosts),
        result.warnings().stream().map(Printable::of).toList(),
        log(result));
  }

  private static @Nullable String log(RunResult result) {
    return result.hosts().stream()
        .map(HostResult::failure)
        .filter(Objects::nonNull)
        .filter(failure -> failure.step() != null && ofCommand(failure.type()))
        .map(
            failure ->
                "slipway log %s --host %s --step %s"
                    .formatted(result.key().id(), failure.host(), failure.step()))
        .findFirst()
        .orElse(null);
  }

  private static boolean ofCommand(FailureType type) {
    return switch (type) {
      case STEP_FAILED, STEP_SIGNALLED, STEP_TIMED_OUT -> true;
      default -> false;
    };
  }

  static List<FailureGroup> groups(List<HostLine> hosts) {
    List<HostFailure> failures = new ArrayList<>();
    hosts.stream().map(HostLine::failure).filter(Objects::nonNull).forEach(failures::add);
    return FailureGroup.of(failures);
  }

  private static HostLine line(HostResult host, HostTimes times) {
    return new HostLine(
        host.host(),
        host.state(),
        host.live(),
        times.of(host.host()).orElse(null),
        host.failure(),
        host.foreign());
  }

  @Override
  public String type() {
    return "result";
  }

  @Override
  public void write(Page page) {
    page.table(HostTable.of(hosts));
    failures.stream().limit(TextProgress.FAILURES_TOLD).forEach(g -> tell(g, page));
    if (log != null) {
      page.line("All that it has said: %s".formatted(log));
    }
    for (String warning : warnings) {
      page.line(page.paint().yellow("warning: ") + warning);
    }
    String sentence = page.paint().bold(message);
    page.line(outcome == RunOutcome.SUCCEEDED ? page.paint().green(sentence) : sentence);
  }

  /** What several hosts have in common; the table tells of one alone. */
  private static void tell(FailureGroup group, Page page) {
    if (group.hosts().size() > 1) {
      page.line(page.paint().red("%s failed in the same way.".formatted(group.who())));
      TextProgress.lastLines(group.example().output())
          .forEach(l -> page.line(page.paint().faint("  | ") + l));
    }
  }
}
