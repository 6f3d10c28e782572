package io.slipway.starter.output;

import io.slipway.contract.RunSummary;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.rollout.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs of a stage, newest first; one that goes on has no outcome yet. */
public record History(ApplicationName application, StageName stage, List<RunSummary> runs)
    implements Message {
  public History {
    runs = List.copyOf(runs);
  }

  @Override
  public String type() {
    return "history";
  }

  @Override
  public void write(Page page) {
    if (runs.isEmpty()) {
      page.line("Nothing was ever run on %s of %s.".formatted(stage, application));
      return;
    }
    Table table =
        new Table(
            "STARTED", "RUN", "OUTCOME", "RELEASE", "REVISION", "HOSTS", "TOOK", "BY", "NOTE");
    for (RunSummary run : runs) {
      table.row(
          Times.words(run.startedAt()),
          RunWords.what(run),
          RunWords.outcome(run),
          run.release() == null ? "-" : run.release().value(),
          RunWords.revision(run.revision()),
          String.valueOf(run.hosts()),
          run.endedAt() == null
              ? "-"
              : Durations.words(Duration.between(run.startedAt(), run.endedAt())),
          run.initiator().toString(),
          note(run));
    }
    page.table(table);
  }

  /** The asker's reason, and why a run did not succeed; of a good run its message says nothing. */
  private static String note(RunSummary run) {
    boolean good = ExitCode.DONE.equals(run.outcome() == null ? null : ExitCode.of(run.outcome()));
    return Stream.of(run.reason(), good ? null : run.message())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" - "));
  }
}
