package io.slipway.rollout;

import io.slipway.domain.Window;
import io.slipway.domain.WindowKind;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The spans of time that one window stands for. Where clocks leave open which instant is meant, the
 * stage counts as closed: what freezes begins the first time that clocks show its beginning and
 * ends the last time that they show its end; what allows, the other way round. A time that clocks
 * skip is the instant at which they do.
 */
final class WindowTimes {
  private static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
  private static final String DAY = "([A-Z]{3})";
  private static final String TIME = "([0-9]{2}:[0-9]{2})";
  private static final Pattern EACH_DAY =
      Pattern.compile("%s(?:-%s)? +%s-%s".formatted(DAY, DAY, TIME, TIME));
  private static final Pattern OVER_DAYS =
      Pattern.compile("%1$s +%2$s *- *%1$s +%2$s".formatted(DAY, TIME));
  private static final Pattern ONCE = Pattern.compile("([0-9]{4}-[^/\\s]+)/([0-9]{4}-[^/\\s]+)");
  private static final int WEEK = 7;
  private static final int MINUTES_OF_DAY = 24 * 60;

  /** Two weeks hold each weekly span, also where clocks skip one of them. */
  private static final int DAYS_SEEN = 2 * WEEK + 1;

  /**
   * A span of time.
   *
   * @param from within it
   * @param to not within it, later than {@code from}
   */
  record Span(Instant from, Instant to) {
    boolean has(Instant instant) {
      return !instant.isBefore(from) && instant.isBefore(to);
    }
  }

  /**
   * A span of each week.
   *
   * @param minutes from midnight of {@code day} to its beginning
   * @param length in minutes as clocks usually count them, 1 to a week less 1
   */
  private record Weekly(DayOfWeek day, int minutes, int length) {}

  private record Dated(LocalDateTime from, LocalDateTime to) {}

  private final Window window;
  private final List<Weekly> weekly = new ArrayList<>();
  private final @Nullable Dated dated;

  /**
   * @throws IllegalArgumentException with the reason in a sentence without its full stop
   */
  WindowTimes(Window window) {
    this.window = window;
    String text = window.when().strip().toUpperCase(Locale.ROOT);
    Matcher each = EACH_DAY.matcher(text);
    Matcher over = OVER_DAYS.matcher(text);
    Matcher once = ONCE.matcher(text);
    if (over.matches()) {
      dated = null;
      overDays(over);
    } else if (each.matches()) {
      dated = null;
      eachDay(each);
    } else if (once.matches()) {
      dated = new Dated(date(once.group(1)), date(once.group(2)));
      if (!dated.from().isBefore(dated.to())) {
        throw new IllegalArgumentException("'%s' ends before it begins".formatted(window.when()));
      }
    } else {
      throw new IllegalArgumentException("'%s' is no window of time".formatted(window.when()));
    }
  }

  private void eachDay(Matcher text) {
    int first = day(text.group(1));
    int last = text.group(2) == null ? first : day(text.group(2));
    int from = minutes(text.group(3), false);
    int to = minutes(text.group(4), true);
    if (from == to) {
      throw new IllegalArgumentException(
          "'%s' ends when it begins; a whole day is 00:00-24:00".formatted(window.when()));
    }
    int length = to > from ? to - from : to - from + MINUTES_OF_DAY;
    for (int i = 0; i <= Math.floorMod(last - first, WEEK); i++) {
      weekly.add(new Weekly(DayOfWeek.MONDAY.plus(first + (long) i), from, length));
    }
  }

  private void overDays(Matcher text) {
    int day = day(text.group(1));
    int from = minutes(text.group(2), false);
    int to = minutes(text.group(4), true);
    int length =
        Math.floorMod(
            (day(text.group(3)) - day) * MINUTES_OF_DAY + to - from, WEEK * MINUTES_OF_DAY);
    if (length == 0) {
      throw new IllegalArgumentException("'%s' ends when it begins".formatted(window.when()));
    }
    weekly.add(new Weekly(DayOfWeek.MONDAY.plus(day), from, length));
  }

  private int day(String name) {
    int day = DAYS.indexOf(name);
    if (day < 0) {
      throw new IllegalArgumentException(
          "'%s' holds %s, which is no day of the week".formatted(window.when(), name));
    }
    return day;
  }

  private int minutes(String text, boolean end) {
    int minutes = Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    boolean hour = text.charAt(3) < '6' && minutes <= MINUTES_OF_DAY;
    if (!hour || (minutes == MINUTES_OF_DAY && !end)) {
      throw new IllegalArgumentException(
          "'%s' holds %s, which no clock shows".formatted(window.when(), text));
    }
    return minutes;
  }

  private LocalDateTime date(String text) {
    try {
      return LocalDateTime.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'%s' holds %s, which is no date with a time".formatted(window.when(), text), e);
    }
  }

  Window window() {
    return window;
  }

  /** The span that holds an instant, the one that ends last. */
  Optional<Span> at(Instant instant) {
    return near(instant).stream()
        .filter(s -> s.has(instant))
        .reduce((a, b) -> a.to().isBefore(b.to()) ? b : a);
  }

  /** The beginning of the first span that begins after an instant. */
  Optional<Instant> next(Instant after) {
    return near(after).stream()
        .map(Span::from)
        .filter(f -> f.isAfter(after))
        .min(Instant::compareTo);
  }

  private List<Span> near(Instant instant) {
    List<Span> found = new ArrayList<>();
    if (dated != null) {
      add(found, dated.from(), dated.to());
    }
    LocalDate first = LocalDate.ofInstant(instant, window.zone()).minusDays(WEEK + 1L);
    for (int i = 0; i < WEEK + 1 + DAYS_SEEN; i++) {
      LocalDate day = first.plusDays(i);
      for (Weekly each : weekly) {
        if (each.day() == day.getDayOfWeek()) {
          LocalDateTime from = day.atTime(LocalTime.MIN).plusMinutes(each.minutes());
          add(found, from, from.plusMinutes(each.length()));
        }
      }
    }
    return found;
  }

  private void add(List<Span> to, LocalDateTime first, LocalDateTime last) {
    boolean freezes = window.kind() == WindowKind.FREEZE;
    Instant from = instant(first, freezes);
    Instant until = instant(last, !freezes);
    if (from.isBefore(until)) {
      to.add(new Span(from, until));
    }
  }

  private Instant instant(LocalDateTime shown, boolean early) {
    List<ZoneOffset> offsets = window.zone().getRules().getValidOffsets(shown);
    if (offsets.isEmpty()) {
      return window.zone().getRules().getTransition(shown).getInstant();
    }
    return shown.toInstant(early ? offsets.getFirst() : offsets.getLast());
  }
}
