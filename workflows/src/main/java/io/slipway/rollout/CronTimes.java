package io.slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The times of a cron expression by the clocks of a time zone. A time that clocks skip comes at the
 * next minute that they show; one that they show twice comes once, the first time.
 */
public final class CronTimes {
  /** Anything more frequent is no schedule for deploys. */
  private static final int MOST_AN_HOUR = 6;

  /** 29 February comes again within these, also around 2100. */
  private static final int DAYS_SEARCHED = 366 * 9;

  /** What a switch of clocks can confuse lies within this of it. */
  private static final Duration AROUND = Duration.ofHours(3);

  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final int DAYS_OF_WEEK = 7;

  private final CronField minutes;
  private final CronField hours;
  private final CronField days;
  private final CronField months;
  private final CronField weekdays;
  private final ZoneId zone;

  private CronTimes(String[] fields, ZoneId zone) {
    this.minutes = CronField.of(fields[0], "minutes", 0, 59, List.of());
    this.hours = CronField.of(fields[1], "hours", 0, 23, List.of());
    this.days = CronField.of(fields[2], "days of the month", 1, 31, List.of());
    this.months = CronField.of(fields[3], "months", 1, 12, MONTHS);
    this.weekdays = CronField.of(fields[4], "days of the week", 0, 7, WEEKDAYS);
    this.zone = zone;
  }

  /**
   * @param cron five fields: minute, hour, day of the month, month, day of the week
   * @throws IllegalArgumentException with the reason in a sentence without its full stop
   */
  public static CronTimes of(String cron, ZoneId zone) {
    String[] fields = cron.strip().split("\\s+");
    if (fields.length != 5) {
      throw new IllegalArgumentException(
          "'%s' has %d fields, not five: minute, hour, day of the month, month, day of the week"
              .formatted(cron, fields.length));
    }
    CronTimes times = new CronTimes(fields, zone);
    if (!times.days.every() && !times.weekdays.every()) {
      throw new IllegalArgumentException(
          "'%s' names both days of the month and days of the week, which is understood in two ways; one of them must be *"
              .formatted(cron));
    }
    if (times.minutes.values().size() > MOST_AN_HOUR) {
      throw new IllegalArgumentException(
          "'%s' comes more than %d times an hour".formatted(cron, MOST_AN_HOUR));
    }
    if (times.after(Instant.EPOCH, 1).isEmpty()) {
      throw new IllegalArgumentException("'%s' never comes".formatted(cron));
    }
    return times;
  }

  /** The same expression in numbers alone. */
  public String plain() {
    return String.join(
        " ", minutes.plain(), hours.plain(), days.plain(), months.plain(), weekdays.plain());
  }

  /** The next so many times after an instant, in order. */
  public List<Instant> after(Instant from, int count) {
    List<Instant> found = new ArrayList<>();
    LocalDate day = LocalDate.ofInstant(from, zone).minusDays(1);
    for (int i = 0; i < DAYS_SEARCHED && found.size() < count; i++) {
      for (Instant each : on(day.plusDays(i))) {
        if (each.isAfter(from) && found.size() < count) {
          found.add(each);
        }
      }
    }
    return List.copyOf(found);
  }

  /** Whether an instant is one of the times. */
  public boolean has(Instant instant) {
    return after(instant.minusSeconds(1), 1).contains(instant);
  }

  /** The times that lie near to switches of the clocks in a span, in order. */
  public List<Instant> nearSwitches(Instant from, Instant to) {
    ZoneRules rules = zone.getRules();
    TreeSet<Instant> found = new TreeSet<>();
    for (ZoneOffsetTransition each = rules.nextTransition(from);
        each != null && each.getInstant().isBefore(to);
        each = rules.nextTransition(each.getInstant())) {
      Instant first = each.getInstant().minus(AROUND);
      Instant last = each.getInstant().plus(AROUND);
      for (LocalDate day = LocalDate.ofInstant(first, zone);
          !day.isAfter(LocalDate.ofInstant(last, zone));
          day = day.plusDays(1)) {
        on(day).stream()
            .filter(t -> t.isAfter(from) && !t.isBefore(first) && !t.isAfter(last))
            .forEach(found::add);
      }
    }
    return List.copyOf(found);
  }

  private List<Instant> on(LocalDate day) {
    if (!months.values().contains(day.getMonthValue())
        || !days.values().contains(day.getDayOfMonth())
        || !onWeekday(day)) {
      return List.of();
    }
    TreeSet<Instant> times = new TreeSet<>();
    for (int hour : hours.values()) {
      for (int minute : minutes.values()) {
        times.add(shown(day.atTime(LocalTime.of(hour, minute))));
      }
    }
    return List.copyOf(times);
  }

  private boolean onWeekday(LocalDate day) {
    int number = day.getDayOfWeek().getValue();
    return weekdays.values().contains(number % DAYS_OF_WEEK) || weekdays.values().contains(number);
  }

  /** When clocks show it: first, where they do so twice; at the switch, where they skip it. */
  private Instant shown(LocalDateTime time) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
    return offsets.isEmpty()
        ? zone.getRules().getTransition(time).getInstant().truncatedTo(ChronoUnit.MINUTES)
        : time.toInstant(offsets.getFirst());
  }
}
