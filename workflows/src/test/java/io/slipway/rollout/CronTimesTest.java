package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CronTimesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static List<String> after(String cron, String zone, String from, int count) {
    return CronTimes.of(cron, ZoneId.of(zone)).after(Instant.parse(from), count).stream()
        .map(Instant::toString)
        .toList();
  }

  @Test
  void keeps_to_the_clock_over_both_switches() {
    assertEquals(
        List.of("2027-03-25T05:00:00Z", "2027-03-29T04:00:00Z", "2027-03-30T04:00:00Z"),
        after("0 6 * * MON-THU", "Europe/Berlin", "2027-03-24T06:00:00Z", 3));
    assertEquals(
        List.of("2027-10-28T04:00:00Z", "2027-11-01T05:00:00Z"),
        after("0 6 * * MON-THU", "Europe/Berlin", "2027-10-27T06:00:00Z", 2));
  }

  @Test
  void a_time_that_is_skipped_comes_at_the_next_minute_that_clocks_show() {
    assertEquals(
        List.of("2027-03-27T01:30:00Z", "2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z"),
        after("30 2 * * *", "Europe/Berlin", "2027-03-26T12:00:00Z", 3));
    assertEquals(
        List.of("2027-03-28T00:00:00Z", "2027-03-28T01:00:00Z", "2027-03-28T02:00:00Z"),
        after("0 * * * *", "Europe/Berlin", "2027-03-27T23:00:00Z", 3));
  }

  @Test
  void a_time_that_comes_twice_counts_once_the_first_time() {
    assertEquals(
        List.of("2027-10-30T00:30:00Z", "2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z"),
        after("30 2 * * *", "Europe/Berlin", "2027-10-29T12:00:00Z", 3));
    assertFalse(CronTimes.of("30 2 * * *", BERLIN).has(Instant.parse("2027-10-31T01:30:00Z")));
    assertEquals(
        List.of("2027-11-07T05:30:00Z", "2027-11-08T06:00:00Z"),
        after("0,30 1 * * *", "America/New_York", "2027-11-07T05:00:00Z", 2));
  }

  @Test
  void half_an_hour_of_lord_howe_and_no_switch_at_all() {
    // Clocks go from 02:00 to 02:30 there.
    assertEquals(
        List.of("2027-10-02T15:30:00Z"),
        after("15 2 3 10 *", "Australia/Lord_Howe", "2027-01-01T00:00:00Z", 1));
    assertEquals(
        List.of("2028-02-29T00:00:00Z"), after("0 0 29 2 *", "UTC", "2027-01-01T00:00:00Z", 1));
  }

  @Test
  void near_switches_are_those_that_a_clock_could_be_wrong_about() {
    List<Instant> near =
        CronTimes.of("30 2 * * *", BERLIN)
            .nearSwitches(
                Instant.parse("2027-01-01T00:00:00Z"), Instant.parse("2028-01-01T00:00:00Z"));

    assertEquals(
        List.of(Instant.parse("2027-03-28T01:00:00Z"), Instant.parse("2027-10-31T00:30:00Z")),
        near);
    assertEquals(
        List.of(),
        CronTimes.of("0 6 * * *", ZoneId.of("Asia/Tokyo"))
            .nearSwitches(
                Instant.parse("2027-01-01T00:00:00Z"), Instant.parse("2037-01-01T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 6 * * MON-THU|0 6 * * 1,2,3,4",
        "*/30 8-10 1,15 jan-mar *|0,30 8,9,10 1,15 1,2,3 *",
        "5/20 0 * * 7|5,25,45 0 * * 7",
      })
  void says_the_same_in_numbers(String cron, String plain) {
    assertEquals(plain, CronTimes.of(cron, BERLIN).plain());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 6 * *|has 4 fields, not five",
        "0 6 1 * MON|names both days of the month and days of the week",
        "* 6 * * *|comes more than 6 times an hour",
        "0 24 * * *|out of bounds for the hours, which are 0 to 23",
        "0 6 31 2 *|never comes",
        "0 6 * * MO|cannot be read as days of the week",
        "0 6-4 * * *|out of bounds",
        "0 6/0 * * *|out of bounds",
        "0 -6 * * *|cannot be read as hours",
        "0 '' * * *|cannot be read",
      })
  void tells_what_is_wrong(String cron, String why) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> CronTimes.of(cron, BERLIN));

    assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
  }

  @Provide
  Arbitrary<CronTimes> times() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 59),
            Arbitraries.integers().between(0, 23),
            Arbitraries.of("*", "1-5", "SUN", "SAT,SUN"),
            Arbitraries.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"))
        .as((m, h, w, z) -> CronTimes.of("%d %d * * %s".formatted(m, h, w), ZoneId.of(z)));
  }

  /** Whatever clocks do: in order, each once, at most one a day, and each is one of the times. */
  @Property(tries = 300)
  void come_once_on_each_of_their_days(
      @ForAll("times") CronTimes times,
      @ForAll @net.jqwik.api.constraints.IntRange(min = 0, max = 700) int days) {
    Instant from = Instant.parse("2026-12-01T00:00:00Z").plusSeconds(days * 86_400L);

    List<Instant> found = times.after(from, 20);

    assertEquals(20, found.size());
    assertEquals(List.copyOf(new TreeSet<>(found)), found);
    for (int i = 0; i < found.size(); i++) {
      assertTrue(times.has(found.get(i)));
      assertFalse(times.has(found.get(i).plusSeconds(60)));
      if (i > 0) {
        long hours = java.time.Duration.between(found.get(i - 1), found.get(i)).toHours();
        assertTrue(hours >= 22, found.toString());
      }
    }
  }
}
