package io.slipway.starter.output;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.rollout.DeliveryFigures;
import io.slipway.rollout.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How well a team delivers to its stages.
 *
 * @param days that were asked for
 */
public record Stats(ApplicationName application, int days, List<StageFigures> stages)
    implements Message {
  private static final Duration WEEK = Duration.ofDays(7);

  public Stats {
    stages = List.copyOf(stages);
  }

  /**
   * One stage's; see {@link DeliveryFigures}.
   *
   * @param since what is known of the stage, or the time that was asked for: whichever is later
   * @param perWeek deploys that succeeded
   */
  public record StageFigures(
      StageName stage,
      Instant since,
      int deploys,
      double perWeek,
      @Nullable Duration leadTime,
      int changes,
      int failed,
      @Nullable Duration restore) {

    public static StageFigures of(
        StageName stage, Instant since, Instant now, DeliveryFigures figures) {
      double weeks =
          Math.max(1, Duration.between(since, now).toSeconds()) / (double) WEEK.toSeconds();
      return new StageFigures(
          stage,
          since,
          figures.deploys(),
          Math.round(figures.deploys() / weeks * 10) / 10.0,
          figures.leadTime(),
          figures.changes(),
          figures.failed(),
          figures.restore());
    }
  }

  @Override
  public String type() {
    return "stats";
  }

  @Override
  public void write(Page page) {
    page.line("%s, the last %s:".formatted(application, days == 1 ? "day" : days + " days"));
    Table table =
        new Table(
            "STAGE", "DEPLOYS", "A WEEK", "COMMIT TO LIVE", "WENT BAD", "PUT RIGHT IN", "SINCE");
    for (StageFigures each : stages) {
      table.row(
          each.stage().value(),
          String.valueOf(each.deploys()),
          String.format(Locale.ROOT, "%.1f", each.perWeek()),
          words(each.leadTime()),
          each.changes() == 0
              ? "-"
              : "%d of %d, %d %%"
                  .formatted(each.failed(), each.changes(), 100 * each.failed() / each.changes()),
          words(each.restore()),
          Times.words(each.since()));
    }
    page.table(table);
  }

  private static String words(@Nullable Duration median) {
    return median == null ? "-" : Durations.words(median);
  }
}
