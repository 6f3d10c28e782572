package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Freeze;
import io.slipway.contract.Initiator;
import io.slipway.contract.Openness;
import io.slipway.contract.Scope;
import io.slipway.domain.InFlight;
import io.slipway.domain.Window;
import io.slipway.domain.WindowKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Freezes and windows together. */
class OpeningsTest {
  private static final Instant NOON = Instant.parse("2026-12-02T12:00:00Z");
  private static final FreezeCalendar NONE = FreezeCalendar.of(List.of());
  private static final FreezeCalendar MORNINGS =
      FreezeCalendar.of(
          List.of(new Window(WindowKind.ALLOW, "MON-FRI 08:00-10:00", ZoneOffset.UTC, null)));

  @Test
  void a_freeze_closes_until_it_ends_or_is_lifted() {
    Openness timed = at(NONE, freeze(1, 0, 60L, null));
    Openness open = at(NONE, freeze(2, 0, null, null));

    assertEquals(
        "It is frozen by ana@laptop: sale (freeze 1 of all stages of all applications). The next"
            + " opening is at 2026-12-02T13:00:00Z, or when that is lifted: slipway freeze lift 1.",
        timed.sentence());
    assertEquals(
        "It is frozen by ana@laptop: sale (freeze 2 of all stages of all applications). It lasts"
            + " until that is lifted: slipway freeze lift 2.",
        open.sentence());
    assertFalse(timed.open());
    assertFalse(open.open());
  }

  @Test
  void it_opens_when_neither_freezes_nor_windows_close_it() {
    Openness found = at(MORNINGS, freeze(1, 0, 60L, null), freeze(2, 50, 20L * 60 + 30, null));

    assertEquals(Instant.parse("2026-12-03T08:30:00Z"), found.until());
    assertNull(at(MORNINGS, freeze(1, 0, null, null)).until());
    assertEquals(
        NOON.plusSeconds(600), at(NONE, freeze(1, 10, 20L, null)).until(), "the next to come");
  }

  @Test
  void the_strictest_word_counts_for_deploys_that_are_under_way() {
    Freeze lenient = freeze(1, 0, null, InFlight.FINISH);
    Freeze usual = freeze(2, 0, 60L, null);
    Freeze strict = freeze(3, 0, 30L, InFlight.REVERT);

    assertEquals(InFlight.FINISH, at(NONE, lenient).inFlight());
    assertEquals(InFlight.FINISH_BATCH, at(NONE, lenient, usual).inFlight());
    assertEquals(InFlight.REVERT, at(NONE, lenient, usual, strict).inFlight());
    assertEquals(
        InFlight.FINISH_BATCH,
        at(MORNINGS, lenient).inFlight(),
        "a freeze does not let through what windows hold");
  }

  @Property(tries = 500)
  void freezes_only_close_and_what_is_said_holds_until_then(
      @ForAll("freezes") List<Freeze> freezes, @ForAll("instants") Instant now) {
    Openings openings = Openings.of(MORNINGS, freezes);
    Openness found = openings.at(now, InFlight.FINISH_BATCH);

    assertEquals(
        MORNINGS.at(now).open() && freezes.stream().noneMatch(f -> f.holds(now)), found.open());
    Instant until = found.until();
    if (until == null) {
      assertTrue(freezes.stream().anyMatch(f -> f.until() == null));
      return;
    }
    assertFalse(found.open() == openings.at(until, InFlight.FINISH_BATCH).open());
    long step = Math.max(1, (until.getEpochSecond() - now.getEpochSecond()) / 50);
    for (Instant t = now; t.isBefore(until); t = t.plusSeconds(step)) {
      assertEquals(found.open(), openings.at(t, InFlight.FINISH_BATCH).open());
    }
  }

  private static Openness at(FreezeCalendar windows, Freeze... freezes) {
    return Openings.of(windows, List.of(freezes)).at(NOON, InFlight.FINISH_BATCH);
  }

  private static Freeze freeze(
      long number, long from, @Nullable Long until, @Nullable InFlight inFlight) {
    return new Freeze(
        number,
        Scope.everything(),
        NOON.plusSeconds(from * 60),
        until == null ? null : NOON.plusSeconds(until * 60),
        "sale",
        new Initiator("ana", "laptop"),
        NOON,
        inFlight);
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs().between(-3_000, 10_000).map(m -> NOON.plusSeconds(m * 60));
  }

  @Provide
  Arbitrary<List<Freeze>> freezes() {
    Arbitrary<Freeze> one =
        Combinators.combine(
                Arbitraries.longs().between(-2_000, 9_000),
                Arbitraries.longs().between(1, 4_000).injectNull(0.1))
            .as((from, length) -> freeze(1, from, length == null ? null : from + length, null));
    return one.list().ofMaxSize(6).map(ArrayList::new).map(Objects::requireNonNull);
  }
}
