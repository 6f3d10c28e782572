package io.slipway.rollout;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One field of a cron expression.
 *
 * @param every whether it is {@code *}
 * @param values in order, each once
 */
record CronField(boolean every, List<Integer> values) {
  private static final Pattern ITEM =
      Pattern.compile("(?:(\\*)|([A-Z0-9]+)(?:-([A-Z0-9]+))?)(?:/([0-9]{1,2}))?");

  CronField {
    values = List.copyOf(values);
  }

  /**
   * @param names what may stand for {@code least}, {@code least + 1} and so on; empty for none
   * @throws IllegalArgumentException with the reason in a sentence without its full stop
   */
  static CronField of(String text, String what, int least, int most, List<String> names) {
    TreeSet<Integer> values = new TreeSet<>();
    for (String item : text.toUpperCase(Locale.ROOT).split(",", -1)) {
      Matcher parts = ITEM.matcher(item);
      if (!parts.matches()) {
        throw wrong(text, what);
      }
      boolean all = parts.group(1) != null;
      int first = all ? least : number(parts.group(2), text, what, least, names);
      int last = first;
      if (parts.group(3) != null) {
        last = number(parts.group(3), text, what, least, names);
      } else if (all || parts.group(4) != null) {
        last = most;
      }
      int step = parts.group(4) == null ? 1 : Integer.parseInt(parts.group(4));
      if (first < least || last > most || first > last || step < 1) {
        throw new IllegalArgumentException(
            "'%s' is out of bounds for the %s, which are %d to %d"
                .formatted(item, what, least, most));
      }
      for (int value = first; value <= last; value += step) {
        values.add(value);
      }
    }
    return new CronField(text.equals("*"), List.copyOf(values));
  }

  private static int number(String word, String text, String what, int least, List<String> names) {
    int named = names.indexOf(word);
    if (named >= 0) {
      return least + named;
    }
    if (!word.matches("[0-9]{1,2}")) {
      throw wrong(text, what);
    }
    return Integer.parseInt(word);
  }

  private static IllegalArgumentException wrong(String text, String what) {
    return new IllegalArgumentException("'%s' cannot be read as %s".formatted(text, what));
  }

  /** The same in numbers alone. */
  String plain() {
    return every ? "*" : values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
