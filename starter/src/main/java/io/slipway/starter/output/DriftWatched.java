package io.slipway.starter.output;

import io.slipway.contract.DriftSeen;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.rollout.Durations;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a stage is watched for drift.
 *
 * @param every how often it is looked at; null when it is not
 * @param hosts how many, as of when this was asked for
 * @param notifyCommand what is run when differences come or go; null for nothing
 * @param next when the next look is due; null when it is not known
 * @param seen what the looks have seen up to now; null when there was none yet
 */
public record DriftWatched(
    ApplicationName application,
    StageName stage,
    @Nullable Duration every,
    int hosts,
    @Nullable String notifyCommand,
    @Nullable Instant next,
    @Nullable DriftSeen seen)
    implements Message {

  /** Of a stage that nobody watches. */
  public static DriftWatched none(ApplicationName application, StageName stage) {
    return new DriftWatched(application, stage, null, 0, null, null, null);
  }

  @Override
  public String type() {
    return "drift_watched";
  }

  @Override
  public void write(Page page) {
    page.line(sentence());
  }

  /** One line for people. */
  String sentence() {
    if (every == null) {
      return "%s is not watched for drift.".formatted(stage);
    }
    return "%s is watched for drift every %s, %s%s.%s"
        .formatted(
            stage,
            Durations.words(every),
            RunWords.hosts(hosts),
            notifyCommand == null ? "" : ", with notifications",
            seen == null ? "" : " " + seen(seen));
  }

  private static String seen(DriftSeen seen) {
    if (seen.report() == null) {
      return "Not looked at yet, since runs were under way.";
    }
    return "%s: %s since %s.%s"
        .formatted(
            Times.words(seen.at()),
            RunWords.differences(seen.report().differences().size()),
            Times.words(seen.since()),
            seen.trouble() == null ? "" : " Could not notify: %s.".formatted(seen.trouble()));
  }
}
