package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.InFlight;
import io.slipway.domain.Window;
import io.slipway.domain.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingStillTest {
  private static final Instant FRIDAY = Instant.parse("2026-12-04T15:00:00Z");
  private static final Instant MONDAY = Instant.parse("2026-12-07T06:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);
  private static final Openings WEEKENDS =
      Openings.of(
          FreezeCalendar.of(
              List.of(
                  new Window(WindowKind.FREEZE, "FRI 15:00-MON 06:00", ZoneOffset.UTC, "weekend"))),
          List.of());

  @Test
  void a_weekend_is_longer_than_a_day() {
    StandingStill caught = next(InFlight.FINISH_BATCH, DAY).orElseThrow();

    assertEquals(new StandingStill(FRIDAY, DAY, MONDAY), caught);
    assertTrue(caught.inVain());
    assertEquals(
        "That is too late: the run stands still for 24 h at most (rollout.pause_for), and is put"
            + " back at 2026-12-05T15:00:00Z.",
        caught.sentence());
    assertEquals(
        "The stage closes at 2026-12-04T15:00:00Z until 2026-12-07T06:00:00Z. A deploy that is"
            + " under way then stands still for 24 h at most (rollout.pause_for), and is put back"
            + " at 2026-12-05T15:00:00Z.",
        caught.warning());
  }

  @Test
  void who_waits_for_three_days_sees_it_open() {
    StandingStill caught = next(InFlight.FINISH_BATCH, DAY.multipliedBy(3)).orElseThrow();

    assertFalse(caught.inVain());
    assertEquals(
        "The run stands still until then, and is put back if that is not before"
            + " 2026-12-07T15:00:00Z.",
        caught.sentence());
  }

  @Test
  void what_is_put_back_or_goes_on_at_once_does_not_stand_still() {
    assertEquals(Optional.empty(), next(InFlight.FINISH, DAY));
    assertEquals(Optional.empty(), next(InFlight.REVERT, DAY));
  }

  @Test
  void nothing_is_caught_where_it_is_closed_already_or_never_closes() {
    assertEquals(
        Optional.empty(),
        StandingStill.next(WEEKENDS, FRIDAY.plus(DAY), InFlight.FINISH_BATCH, DAY));
    assertEquals(
        Optional.empty(),
        StandingStill.next(
            Openings.of(FreezeCalendar.of(List.of()), List.of()),
            FRIDAY,
            InFlight.FINISH_BATCH,
            DAY));
  }

  private static Optional<StandingStill> next(InFlight inFlight, Duration patience) {
    return StandingStill.next(WEEKENDS, FRIDAY.minus(DAY), inFlight, patience);
  }
}
