package io.slipway.starter.output;

import io.slipway.contract.Openness;
import io.slipway.contract.PauseKind;
import io.slipway.contract.PauseNote;
import io.slipway.contract.Place;
import io.slipway.contract.Quarantined;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.contract.WarmHalf;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.Color;
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
   * @param quarantine hosts that the next run puts back first
   * @param line requests that wait for the stage, the next one first
   * @param drift how the stage is watched for drift; null when it is not
   * @param windows whether deploys may be done now, by the windows of its file and by freezes; null
   *     when it has neither
   * @param visited the half of the stage that has the visitors, as far as its runs have seen to it;
   *     null where it is in none, and while no run has
   * @param warm the half that they were moved away from, where the stage keeps it for a time; null
   *     else
   */
  public record StageLine(
      StageName stage,
      @Nullable RunSummary current,
      @Nullable String progress,
      @Nullable RunSummary last,
      List<Quarantined> quarantine,
      List<Place> line,
      @Nullable DriftWatched drift,
      @Nullable Openness windows,
      @Nullable Color visited,
      @Nullable WarmHalf warm) {
    public StageLine {
      quarantine = List.copyOf(quarantine);
      line = List.copyOf(line);
    }
  }

  @Override
  public String type() {
    return "status";
  }

  @Override
  public void write(Page page) {
    Table table = new Table("STAGE", "STATE", "RUN", "HOSTS", "BY", "SINCE", "NOTE");
    for (StageLine line : stages) {
      if (line.current() != null) {
        row(
            table,
            line.stage(),
            state(line.current().pause()),
            line.current(),
            String.valueOf(line.progress()));
      } else if (line.last() != null) {
        String note = line.last().message() == null ? "" : line.last().message();
        row(table, line.stage(), RunWords.outcome(line.last()), line.last(), note);
      } else {
        table.row(line.stage().value(), "unused", "-", "-", "-", "-", "nothing was ever run on it");
      }
    }
    page.table(table);
    for (StageLine line : stages) {
      PauseNote pause = line.current() == null ? null : line.current().pause();
      if (pause != null) {
        page.line(
            "%s %s until %s: slipway %s %s. %s"
                .formatted(
                    line.stage(),
                    pause.kind() == PauseKind.FROZEN ? "stands still at most" : "waits for you",
                    Times.words(pause.until()),
                    commands(pause),
                    line.stage(),
                    Printable.of(pause.why())));
      }
      if (line.last() != null && line.last().outcome() != RunOutcome.SUCCEEDED) {
        page.line(
            "All that commands have said in that run of %s: slipway log %s"
                .formatted(line.stage(), line.last().key().id()));
      }
      if (line.visited() != null) {
        page.line(
            "%s: visitors are on %s; the next deploy goes to %s."
                .formatted(line.stage(), line.visited().word(), line.visited().other().word()));
      }
      if (line.warm() != null) {
        page.line("%s: %s".formatted(line.stage(), Printable.of(kept(line.warm()))));
      }
      if (line.windows() != null && !line.windows().open()) {
        page.line(
            "%s is closed to deploys. %s"
                .formatted(line.stage(), Printable.of(line.windows().sentence())));
      }
      if (!line.line().isEmpty()) {
        page.line(waiting(line));
      }
      for (Quarantined host : line.quarantine()) {
        page.line(
            "%s of %s is in quarantine since %s: %s. The next run puts it back first."
                .formatted(
                    host.host(),
                    line.stage(),
                    Times.words(host.since()),
                    Printable.of(host.why())));
      }
    }
    stages.stream()
        .map(StageLine::drift)
        .filter(Objects::nonNull)
        .forEach(d -> page.line(d.sentence()));
  }

  private static String kept(WarmHalf half) {
    String color = half.color().word();
    if (half.retiredAt() != null) {
      return "%s was retired at %s; a rollback starts it again first."
          .formatted(color, Times.words(half.retiredAt()));
    }
    return "%s is kept for an instant way back until %s%s."
        .formatted(
            color,
            Times.words(half.until()),
            half.retire() == null
                ? ""
                : ", and then retired on %s: %s"
                    .formatted(RunWords.hosts(half.hosts()), half.retire()));
  }

  private static String state(@Nullable PauseNote pause) {
    if (pause == null) {
      return "busy";
    }
    return switch (pause.kind()) {
      case STANDSTILL, HELD -> "paused";
      case APPROVAL -> "unapproved";
      case FROZEN -> "frozen";
    };
  }

  private static String commands(PauseNote pause) {
    return switch (pause.kind()) {
      case STANDSTILL -> "retry, exclude, continue or abort";
      case HELD -> "resume or abort";
      case APPROVAL -> "approve, reject or abort";
      case FROZEN -> "abort";
    };
  }

  private static String waiting(StageLine line) {
    Place next = line.line().getFirst();
    return "%s is waited for by %s; the next is %s by %s. All of them: slipway queue list %s."
        .formatted(
            line.stage(),
            line.line().size() == 1 ? "1 request" : line.line().size() + " requests",
            Printable.of(RunWords.what(next.kind(), next.ref())),
            Printable.of(next.initiator().toString()),
            line.stage());
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
