package io.slipway.starter.output;

import io.slipway.contract.Place;
import io.slipway.contract.RunSummary;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who waits for the stages of an application. */
public record Queue(ApplicationName application, List<Line> stages) implements Message {
  public Queue {
    stages = List.copyOf(stages);
  }

  /**
   * The line of one stage.
   *
   * @param current the run that holds the stage; null when it is free
   * @param line those that wait, the next one first
   */
  public record Line(StageName stage, @Nullable RunSummary current, List<Place> line) {
    public Line {
      line = List.copyOf(line);
    }
  }

  @Override
  public String type() {
    return "queue";
  }

  @Override
  public void write(Page page) {
    for (Line each : stages) {
      RunSummary current = each.current();
      page.line(
          current == null
              ? "%s is free.".formatted(each.stage())
              : "%s: %s by %s since %s."
                  .formatted(
                      each.stage(),
                      RunWords.what(current),
                      current.initiator(),
                      Times.words(current.startedAt())));
      if (each.line().isEmpty()) {
        page.line("Nobody waits for it.");
      } else {
        page.table(table(each.line()));
      }
    }
  }

  private static Table table(List<Place> line) {
    Table table = new Table("PLACE", "REQUEST", "WHAT", "HOSTS", "BY", "SINCE", "UNTIL", "REASON");
    for (Place place : line) {
      table.row(
          String.valueOf(place.position()),
          String.valueOf(place.ticket()),
          RunWords.what(place.kind(), place.ref()),
          String.valueOf(place.hosts()),
          place.initiator().toString(),
          Times.words(place.since()),
          Times.words(place.until()),
          place.reason() == null ? "" : place.reason());
    }
    return table;
  }
}
