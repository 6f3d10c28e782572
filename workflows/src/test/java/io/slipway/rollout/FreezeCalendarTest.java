package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Openness;
import io.slipway.domain.Window;
import io.slipway.domain.WindowKind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FreezeCalendarTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Window WEEKEND = freeze("FRI 15:00-MON 06:00", "Europe/Berlin");
  private static final Window OFFICE = allow("MON-THU 08:00-17:00", "Europe/Berlin");

  private static Window freeze(String when, String zone) {
    return new Window(WindowKind.FREEZE, when, ZoneId.of(zone), null);
  }

  private static Window allow(String when, String zone) {
    return new Window(WindowKind.ALLOW, when, ZoneId.of(zone), null);
  }

  private static Openness at(String now, Window... windows) {
    return FreezeCalendar.of(List.of(windows)).at(Instant.parse(now));
  }

  @Test
  void without_windows_it_is_always_open() {
    assertEquals(new Openness(true, null, null), at("2026-12-04T14:00:00Z"));
  }

  /** In 2027 clocks of Berlin go ahead on 28 March, and back on 31 October. */
  @ParameterizedTest
  @CsvSource({
    // An ordinary weekend: the first instant is within it, the last one is not.
    "FREEZE, FRI 15:00-MON 06:00, Europe/Berlin, 2026-12-04T13:59:59Z, true, 2026-12-04T14:00:00Z",
    "FREEZE, FRI 15:00-MON 06:00, Europe/Berlin, 2026-12-04T14:00:00Z, false, 2026-12-07T05:00:00Z",
    "FREEZE, FRI 15:00-MON 06:00, Europe/Berlin, 2026-12-07T04:59:59Z, false, 2026-12-07T05:00:00Z",
    "FREEZE, FRI 15:00-MON 06:00, Europe/Berlin, 2026-12-07T05:00:00Z, true, 2026-12-11T14:00:00Z",
    // Over both switches it ends when clocks show it.
    "FREEZE, FRI 15:00-MON 06:00, Europe/Berlin, 2027-03-27T12:00:00Z, false, 2027-03-29T04:00:00Z",
    "FREEZE, FRI 15:00-MON 06:00, Europe/Berlin, 2027-10-30T12:00:00Z, false, 2027-11-01T05:00:00Z",
    // From one day to another of the same name, over a night, and whole days.
    "FREEZE, MON 12:00-MON 08:00, UTC, 2026-12-07T09:00:00Z, true, 2026-12-07T12:00:00Z",
    "FREEZE, MON 12:00-MON 08:00, UTC, 2026-12-07T07:00:00Z, false, 2026-12-07T08:00:00Z",
    "ALLOW, MON-FRI 22:00-04:00, UTC, 2026-12-12T03:00:00Z, true, 2026-12-12T04:00:00Z",
    "ALLOW, MON-FRI 22:00-04:00, UTC, 2026-12-12T04:00:00Z, false, 2026-12-14T22:00:00Z",
    "ALLOW, SAT-MON 00:00-24:00, UTC, 2026-12-08T00:00:00Z, false, 2026-12-12T00:00:00Z",
    "ALLOW, SAT-MON 00:00-24:00, UTC, 2026-12-12T00:00:00Z, true, 2026-12-15T00:00:00Z",
    "ALLOW, MON-SUN 00:00-24:00, Europe/Berlin, 2026-12-12T00:00:00Z, true,",
    // Once, by the clocks of winter.
    "FREEZE, 2026-12-20T00:00/2027-01-06T06:00, Europe/Berlin, 2026-12-19T22:59:59Z, true,"
        + " 2026-12-19T23:00:00Z",
    "FREEZE, 2026-12-20T00:00/2027-01-06T06:00, Europe/Berlin, 2026-12-31T00:00:00Z, false,"
        + " 2027-01-06T05:00:00Z",
    "FREEZE, 2026-12-20T00:00/2027-01-06T06:00, Europe/Berlin, 2027-01-06T05:00:00Z, true,",
    "ALLOW, 2026-12-20T00:00/2027-01-06T06:00, UTC, 2027-02-01T00:00:00Z, false,",
    // The hour that clocks skip: it begins at 01:00Z.
    "FREEZE, SUN 02:30-05:00, Europe/Berlin, 2027-03-28T00:59:59Z, true, 2027-03-28T01:00:00Z",
    "FREEZE, SUN 02:30-05:00, Europe/Berlin, 2027-03-28T01:00:00Z, false, 2027-03-28T03:00:00Z",
    "ALLOW, SUN 01:00-02:30, Europe/Berlin, 2027-03-28T00:59:59Z, true, 2027-03-28T01:00:00Z",
    "ALLOW, SUN 02:10-02:50, Europe/Berlin, 2027-03-28T00:30:00Z, false, 2027-04-04T00:10:00Z",
    // The hour that clocks show twice, from 00:00Z to 02:00Z: in doubt it is closed.
    "FREEZE, SUN 02:30-05:00, Europe/Berlin, 2027-10-31T00:29:59Z, true, 2027-10-31T00:30:00Z",
    "FREEZE, SUN 02:30-05:00, Europe/Berlin, 2027-10-31T01:10:00Z, false, 2027-10-31T04:00:00Z",
    "FREEZE, SUN 01:00-02:30, Europe/Berlin, 2027-10-31T00:45:00Z, false, 2027-10-31T01:30:00Z",
    "ALLOW, SUN 02:30-05:00, Europe/Berlin, 2027-10-31T00:45:00Z, false, 2027-10-31T01:30:00Z",
    "ALLOW, SUN 01:00-02:30, Europe/Berlin, 2027-10-31T00:29:59Z, true, 2027-10-31T00:30:00Z",
    "ALLOW, SUN 02:10-02:50, Europe/Berlin, 2027-10-31T00:20:00Z, false, 2027-11-07T01:10:00Z",
    // Half an hour of Lord Howe: clocks go from 02:00 to 02:30.
    "FREEZE, SUN 02:15-03:00, Australia/Lord_Howe, 2027-10-02T15:29:59Z, true,"
        + " 2027-10-02T15:30:00Z",
    // A day that Samoa has skipped, 30 December 2011.
    "FREEZE, 2011-12-30T08:00/2011-12-31T08:00, Pacific/Apia, 2011-12-30T10:00:00Z, false,"
        + " 2011-12-30T18:00:00Z",
  })
  void tells_whether_it_is_open_and_until_when(
      WindowKind kind, String when, String zone, String now, boolean open, String until) {
    Openness found = at(now, new Window(kind, when, ZoneId.of(zone), null));

    assertEquals(open, found.open(), found.toString());
    assertEquals(until, Objects.toString(found.until(), null), found.toString());
    assertEquals(open, found.by() == null);
  }

  @Test
  void a_freeze_beats_what_is_allowed_and_is_what_is_told() {
    Window sale = freeze("TUE 00:00-WED 12:00", "UTC");

    assertEquals(
        new Openness(false, sale, Instant.parse("2026-12-09T12:00:00Z")),
        at("2026-12-08T10:00:00Z", OFFICE, sale));
    assertEquals(
        new Openness(true, null, Instant.parse("2026-12-08T00:00:00Z")),
        at("2026-12-07T23:00:00Z", allow("MON-SUN 00:00-24:00", "UTC"), sale));
  }

  @Test
  void the_next_opening_is_one_by_all_windows() {
    Window holidays = freeze("2026-12-20T00:00/2027-01-08T09:00", "Europe/Berlin");

    // The freeze ends on a Friday, on which nothing is allowed.
    assertEquals(
        new Openness(false, holidays, Instant.parse("2027-01-11T07:00:00Z")),
        at("2026-12-24T10:00:00Z", OFFICE, holidays, WEEKEND));
  }

  @Test
  void what_never_opens_says_so() {
    Window all = freeze("MON-SUN 00:00-24:00", "UTC");
    Window around = freeze("MON-THU 07:00-18:00", "Europe/Berlin");

    assertNull(at("2026-12-08T10:00:00Z", all).until());
    assertNull(at("2026-12-08T10:00:00Z", OFFICE, around).until());
  }

  @Test
  void windows_that_allow_add_up_within_a_layer_and_narrow_each_other_between_layers() {
    Window friday = allow("FRI 08:00-12:00", "Europe/Berlin");
    Instant fridayMorning = Instant.parse("2026-12-11T09:00:00Z");

    assertTrue(FreezeCalendar.of(List.of(OFFICE, friday)).at(fridayMorning).open());
    assertEquals(
        new Openness(false, OFFICE, null),
        FreezeCalendar.of(List.of(friday), List.of(OFFICE)).at(fridayMorning));
  }

  @Test
  void says_it_in_sentences() {
    Window weekend = new Window(WindowKind.FREEZE, WEEKEND.when(), BERLIN, "weekend");

    assertEquals(
        "It is frozen by the window FRI 15:00-MON 06:00 (Europe/Berlin): weekend. The next opening"
            + " is at 2026-12-07T05:00:00Z.",
        at("2026-12-05T10:00:00Z", weekend).sentence());
    assertEquals(
        "It is closed outside of the window MON-THU 08:00-17:00 (Europe/Berlin). The next opening"
            + " is at 2026-12-07T07:00:00Z.",
        at("2026-12-05T10:00:00Z", OFFICE).sentence());
    assertEquals(
        "It is open until 2026-12-04T14:00:00Z.", at("2026-12-04T10:00:00Z", weekend).sentence());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "weekend|'weekend' is no window of time",
        "FRI 15:00|'FRI 15:00' is no window of time",
        "FRI 15:00-XYZ 06:00|'FRI 15:00-XYZ 06:00' holds XYZ, which is no day of the week",
        "FRI 15:60-17:00|'FRI 15:60-17:00' holds 15:60, which no clock shows",
        "FRI 24:00-25:00|'FRI 24:00-25:00' holds 24:00, which no clock shows",
        "FRI 15:00-15:00|'FRI 15:00-15:00' ends when it begins; a whole day is 00:00-24:00",
        "FRI 15:00-FRI 15:00|'FRI 15:00-FRI 15:00' ends when it begins",
        "2026-12-20/2027-01-06|'2026-12-20/2027-01-06' holds 2026-12-20, which is no date with a"
            + " time",
        "2027-01-06T06:00/2026-12-20T00:00|'2027-01-06T06:00/2026-12-20T00:00' ends before it"
            + " begins",
      })
  void says_what_cannot_be_read(String when, String fault) {
    assertEquals(fault, FreezeCalendar.fault(freeze(when, "UTC")).orElseThrow());
  }

  @Property(tries = 400)
  void what_it_says_holds_until_then_and_not_after(
      @ForAll("windows") List<Window> windows, @ForAll("instants") Instant now) {
    FreezeCalendar calendar = FreezeCalendar.of(windows);
    Openness found = calendar.at(now);
    Instant until = found.until();
    Instant end = until == null ? now.plusSeconds(40L * 86_400) : until;

    long step = Math.max(1, (end.getEpochSecond() - now.getEpochSecond()) / 50);
    for (Instant t = now; t.isBefore(end); t = t.plusSeconds(step)) {
      assertEquals(found.open(), calendar.at(t).open(), () -> "%s at".formatted(found));
    }
    if (until != null) {
      assertEquals(found.open(), calendar.at(until.minusSeconds(1)).open());
      assertFalse(found.open() == calendar.at(until).open(), found.toString());
    }
  }

  @Property(tries = 400)
  void freezes_only_close_and_policies_only_narrow(
      @ForAll("windows") List<Window> windows,
      @ForAll("windows") List<Window> policy,
      @ForAll("instants") Instant now) {
    boolean both = FreezeCalendar.of(windows, policy).at(now).open();

    assertEquals(
        FreezeCalendar.of(windows).at(now).open() && FreezeCalendar.of(policy).at(now).open(),
        both);
  }

  @Provide
  Arbitrary<Instant> instants() {
    // Around both switches of 2027, as well as anywhere.
    return Arbitraries.oneOf(
            Arbitraries.longs().between(1_806_000_000L, 1_807_000_000L),
            Arbitraries.longs().between(1_824_700_000L, 1_825_300_000L),
            Arbitraries.longs().between(1_790_000_000L, 1_860_000_000L))
        .map(Instant::ofEpochSecond);
  }

  @Provide
  Arbitrary<List<Window>> windows() {
    Arbitrary<String> day = Arbitraries.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
    Arbitrary<String> time =
        Combinators.combine(Arbitraries.integers().between(0, 23), Arbitraries.of(0, 10, 30, 50))
            .as("%02d:%02d"::formatted);
    Arbitrary<String> each = Combinators.combine(day, day, time, time).as("%s-%s %s-%s"::formatted);
    Arbitrary<String> over = Combinators.combine(day, time, day, time).as("%s %s-%s %s"::formatted);
    Arbitrary<String> once =
        Combinators.combine(
                Arbitraries.of("2026-11-01", "2027-03-28", "2027-10-31"),
                time,
                Arbitraries.of("2027-03-29", "2027-11-01", "2028-01-01"),
                time)
            .as("%sT%s/%sT%s"::formatted);
    return Combinators.combine(
            Arbitraries.of(WindowKind.class),
            Arbitraries.oneOf(each, over, once),
            Arbitraries.of("Europe/Berlin", "America/New_York", "UTC", "Australia/Lord_Howe"))
        .as((kind, when, zone) -> new Window(kind, when, ZoneId.of(zone), null))
        .filter(w -> FreezeCalendar.fault(w).isEmpty())
        .list()
        .ofMaxSize(4);
  }
}
