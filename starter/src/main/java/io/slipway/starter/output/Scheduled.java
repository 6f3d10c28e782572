package io.slipway.starter.output;

import io.slipway.contract.Initiator;
import io.slipway.contract.ScheduledEnd;
import io.slipway.contract.Timing;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A schedule of deploys, or several.
 *
 * @param did what was done to it, in one word; {@code found} when nothing was
 */
public record Scheduled(ApplicationName application, String did, List<Line> schedules)
    implements Message {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm xxx", Locale.ROOT);

  public Scheduled {
    schedules = List.copyOf(schedules);
  }

  /**
   * One schedule.
   *
   * @param name which no other of the stage has
   * @param ref what is deployed
   * @param hosts how many
   * @param next its next times, the first first; none when it is paused or over
   * @param paused why it does nothing now; null when it is not paused
   * @param missed how often nobody was there to begin it in time, as far as Temporal knows
   * @param last how its last time ended; null when there was none, or it is not known
   */
  public record Line(
      StageName stage,
      String name,
      String ref,
      int hosts,
      Timing timing,
      Initiator initiator,
      List<Instant> next,
      @Nullable String paused,
      long missed,
      @Nullable ScheduledEnd last) {
    public Line {
      next = List.copyOf(next);
    }

    /** By whose clocks it is told. */
    private ZoneId zone() {
      return Objects.requireNonNullElse(timing.zone(), ZoneOffset.UTC);
    }

    private String when() {
      return timing.at() == null
          ? "%s %s".formatted(timing.cron(), timing.zone())
          : "once, " + at(timing.at());
    }

    private String at(Instant time) {
      return FORM.format(time.atZone(zone()));
    }
  }

  @Override
  public String type() {
    return "scheduled";
  }

  @Override
  public void write(Page page) {
    if (schedules.isEmpty()) {
      page.line(
          "Nothing is scheduled. Begin with: slipway schedule create STAGE --cron ... --zone ..."
              + " --revision REF");
      return;
    }
    Table table = new Table("STAGE", "NAME", "DEPLOYS", "HOSTS", "WHEN", "BY", "NEXT");
    for (Line each : schedules) {
      table.row(
          each.stage().value(),
          each.name(),
          each.ref(),
          String.valueOf(each.hosts()),
          each.when(),
          each.initiator().toString(),
          each.paused() != null
              ? "paused"
              : each.next().isEmpty() ? "over" : each.at(each.next().getFirst()));
    }
    if (!did.equals("found")) {
      page.line(
          "%s: %s of %s."
              .formatted(capital(did), schedules.getFirst().name(), schedules.getFirst().stage()));
    }
    page.table(table);
    schedules.forEach(each -> more(page, each));
  }

  private void more(Page page, Line each) {
    String name = "%s of %s".formatted(each.name(), each.stage());
    if (each.next().size() > 1) {
      page.line(
          "%s comes again %s."
              .formatted(
                  name, String.join(", ", each.next().stream().skip(1).map(each::at).toList())));
    }
    if (each.paused() != null) {
      page.line(
          Printable.of(
              "%s is paused: %s. Go on: slipway schedule resume %s %s."
                  .formatted(name, each.paused(), each.stage(), each.name())));
    }
    if (each.missed() > 0) {
      page.line(
          "%s was missed %d times, when Temporal was away for longer than 10 minutes."
              .formatted(name, each.missed()));
    }
    ScheduledEnd last = each.last();
    if (last != null) {
      page.line(
          Printable.of(
              "%s, %s: %s. %s"
                  .formatted(
                      name,
                      each.at(last.due()),
                      last.how().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                      last.message())));
    }
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
