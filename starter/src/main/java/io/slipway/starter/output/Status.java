package io.slipway.starter.output;

import io.slipway.contract.RunSummary;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who holds the stages of an application, and what was last done to them. */
public record Status(ApplicationName application, List<StageLine> stages) implements Message {
  public Status {
    stages = List.copyOf(stages);
  }

  /**
   * @param current the run that holds the stage; null when it is free
   * @param progress what that run has last told
   * @param last the last run that has ended; null when none has
   * @param drift how the stage is watched for drift; null when it is not
   */
  public record StageLine(
      StageName stage,
      @Nullable RunSummary current,
      @Nullable String progress,
      @Nullable RunSummary last,
      @Nullable DriftWatched drift) {}

  @Override
  public String type() {
    return "status";
  }

  @Override
  public void write(Page page) {
    Table table = new Table("STAGE", "STATE", "RUN", "HOSTS", "BY", "SINCE", "NOTE");
    for (StageLine line : stages) {
      if (line.current() != null) {
        row(table, line.stage(), "busy", line.current(), String.valueOf(line.progress()));
      } else if (line.last() != null) {
        String note = line.last().message() == null ? "" : line.last().message();
        row(table, line.stage(), RunWords.outcome(line.last()), line.last(), note);
      } else {
        table.row(line.stage().value(), "unused", "-", "-", "-", "-", "nothing was ever run on it");
      }
    }
    page.table(table);
    stages.stream()
        .map(StageLine::drift)
        .filter(Objects::nonNull)
        .forEach(d -> page.line(d.sentence()));
  }

  private static void row(Table table, StageName stage, String state, RunSummary run, String note) {
    table.row(
        stage.value(),
        state,
        RunWords.what(run),
        String.valueOf(run.hosts()),
        run.initiator().toString(),
        Times.words(run.endedAt() == null ? run.startedAt() : run.endedAt()),
        note);
  }
}
