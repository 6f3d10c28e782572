package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.domain.ReleaseId;
import io.slipway.workflow.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Histories are written oldest first, a letter for each run; each begins on the hour. */
final class DeliveryFiguresTest {
  private static final Instant FIRST = Instant.parse("2026-11-24T00:00:00Z");
  private static final Instant EVER = Instant.MAX;

  /**
   * D a deploy that succeeds, X one that puts itself back, U one that changes nothing, E one that
   * leaves hosts behind, L one that is lost, R a rollback, C a recovery. Each takes 10 minutes, and
   * each commit is 2 hours old when its deploy begins.
   */
  @ParameterizedTest
  @CsvSource({
    // history, deploys, changes, failed, minutes to restore
    "'',    0, 0, 0, ",
    "D,     1, 1, 0, ",
    "DDD,   3, 3, 0, ",
    "DX,    1, 2, 1, 10",
    "DU,    1, 1, 0, ",
    "DR,    1, 1, 1, 60",
    "DUR,   1, 1, 1, 120",
    "DDR,   2, 2, 1, 60",
    "DRR,   1, 1, 1, 60",
    "DRD,   2, 2, 1, 60",
    "ED,    1, 2, 1, 60",
    "EUD,   1, 2, 1, 120",
    "EED,   1, 3, 2, 120",
    "LC,    0, 1, 1, 60",
    "LCD,   1, 2, 1, 60",
    "DXDR,  2, 3, 2, 10",
  })
  void figures(String history, int deploys, int changes, int failed, @Nullable Integer minutes) {
    DeliveryFigures figures = DeliveryFigures.of(runs(history), FIRST, EVER);

    assertEquals(deploys, figures.deploys());
    assertEquals(changes, figures.changes());
    assertEquals(failed, figures.failed());
    assertEquals(minutes == null ? null : Duration.ofMinutes(minutes), figures.restore());
    assertEquals(deploys == 0 ? null : Duration.ofMinutes(130), figures.leadTime());
  }

  @Test
  void runs_count_by_their_ends_but_what_was_before_is_known() {
    List<RunSummary> history = runs("DDR");

    DeliveryFigures last = DeliveryFigures.of(history, FIRST.plus(Duration.ofHours(2)), EVER);
    DeliveryFigures first = DeliveryFigures.of(history, FIRST, FIRST.plus(Duration.ofMinutes(10)));

    assertEquals(new DeliveryFigures(0, null, 0, 0, Duration.ofHours(1)), last);
    assertEquals(new DeliveryFigures(0, null, 0, 0, null), first);
  }

  @ParameterizedTest
  @CsvSource({
    "'', DEPLOY, ",
    "D, DEPLOY, ",
    "D, ROLLBACK, 0",
    "DR, ROLLBACK, ",
    "E, DEPLOY, 0",
    "DE, DEPLOY, 1",
    "DEE, ROLLBACK, 1",
    "DEUX, DEPLOY, 1",
    "ED, DEPLOY, ",
    "LC, DEPLOY, ",
  })
  void trouble_lasts_until_something_succeeds(
      String history, RunKind next, @Nullable Integer hour) {
    Optional<Instant> since =
        hour == null
            ? Optional.empty()
            : Optional.of(FIRST.plus(Duration.ofMinutes(hour * 60 + 10)));

    assertEquals(since, Trouble.since(runs(history), next));
  }

  private static List<RunSummary> runs(String letters) {
    List<RunSummary> runs = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      runs.addFirst(run(letters.charAt(i), FIRST.plus(Duration.ofHours(i))));
    }
    return runs;
  }

  private static RunSummary run(char letter, Instant start) {
    RunKind kind =
        switch (letter) {
          case 'R' -> RunKind.ROLLBACK;
          case 'C' -> RunKind.RECOVERY;
          default -> RunKind.DEPLOY;
        };
    RunOutcome outcome =
        switch (letter) {
          case 'D', 'R' -> RunOutcome.SUCCEEDED;
          case 'X', 'C' -> RunOutcome.REVERTED;
          case 'U' -> RunOutcome.UNTOUCHED;
          case 'E' -> RunOutcome.REVERTED_EXCEPT;
          default -> null;
        };
    return new RunSummary(
        new RunKey(Fixtures.SHOP, Fixtures.PRODUCTION, kind, ReleaseId.at(start)),
        "run",
        Fixtures.ANA,
        "v1",
        null,
        null,
        null,
        2,
        start,
        start.plus(Duration.ofMinutes(10)),
        outcome,
        "It ended.",
        null,
        start.minus(Duration.ofHours(2)),
        null);
  }
}
