package io.slipway.rollout;

import io.slipway.contract.Openness;
import io.slipway.domain.InFlight;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deploy that waits in mid-deploy for its stage to open.
 *
 * @param since when it has begun to
 * @param patience how long it waits; then it is put back
 * @param opening when its stage opens; null when nobody knows
 */
public record StandingStill(Instant since, Duration patience, @Nullable Instant opening) {

  /**
   * What a deploy that begins now is caught in when its stage closes next; empty where it need not
   * stand still, or gets through.
   *
   * @param usual what the stage says of deploys that are under way
   */
  public static Optional<StandingStill> next(
      Openings openings, Instant now, InFlight usual, Duration patience) {
    Openness today = openings.at(now, usual);
    Instant closing = today.open() ? today.until() : null;
    if (closing == null) {
      return Optional.empty();
    }
    Openness closed = openings.at(closing, usual);
    InFlight inFlight = closed.inFlight() == null ? usual : closed.inFlight();
    return closed.open() || inFlight != InFlight.FINISH_BATCH
        ? Optional.empty()
        : Optional.of(new StandingStill(closing, patience, closed.until()));
  }

  /** When it is put back unless it is open by then. */
  public Instant end() {
    return since.plus(patience).truncatedTo(ChronoUnit.SECONDS);
  }

  /** Whether it can be seen that it will not open in time. */
  public boolean inVain() {
    return opening != null && !opening.isBefore(since.plus(patience));
  }

  /** What becomes of one that stands still now. */
  public String sentence() {
    return inVain()
        ? "That is too late: the run stands still for %s at most (rollout.pause_for), and is put back at %s."
            .formatted(Durations.words(patience), end())
        : "The run stands still until then, and is put back if that is not before %s."
            .formatted(end());
  }

  /** What would become of one that is caught. */
  public String warning() {
    return "The stage closes at %s until %s. A deploy that is under way then stands still for %s at most (rollout.pause_for), and is put back at %s."
        .formatted(
            since,
            opening == null ? "somebody opens it" : opening,
            Durations.words(patience),
            end());
  }
}
