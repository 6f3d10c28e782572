package io.slipway.starter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Expands ranges in host names: {@code web[01-40].example.com}, {@code rack[a-c]-[1,3,7-9]}.
 * Leading zeros are kept. The result is counted before it is made, so that no range fills the
 * memory.
 */
final class HostRange {
  /** Most hosts that a name, and a stage, may stand for. */
  static final int MOST = 10_000;

  private static final Pattern PART = Pattern.compile("\\[([^\\[\\]]*)\\]|([^\\[\\]]+)");
  private static final Pattern ITEM =
      Pattern.compile("([0-9]{1,9}|[a-z]|[A-Z])(?:-([0-9]{1,9}|[a-z]|[A-Z]))?");

  private HostRange() {}

  /**
   * All names, the last range turning fastest.
   *
   * @throws IllegalArgumentException with the reason, when a range is malformed or too large
   */
  static List<String> expand(String name) {
    List<String> names = List.of("");
    int end = 0;
    Matcher part = PART.matcher(name);
    while (part.find()) {
      refuse(part.start() != end, name, "its brackets do not match");
      end = part.end();
      List<String> choices =
          part.group(1) == null ? List.of(part.group(2)) : items(name, part.group(1));
      refuse((long) names.size() * choices.size() > MOST, name, tooMany());
      names = names.stream().flatMap(n -> choices.stream().map(n::concat)).toList();
    }
    refuse(end != name.length() || name.isEmpty(), name, "its brackets do not match");
    return names;
  }

  private static List<String> items(String name, String list) {
    List<String> items = new ArrayList<>();
    for (String item : list.split(",", -1)) {
      Matcher bounds = ITEM.matcher(item.strip());
      refuse(!bounds.matches(), name, "[%s] is not a range".formatted(TextRules.shortened(list)));
      String from = bounds.group(1);
      String to = bounds.group(2) == null ? from : bounds.group(2);
      boolean numbers = Character.isDigit(from.charAt(0));
      refuse(numbers != Character.isDigit(to.charAt(0)), name, mixed(item));
      items.addAll(numbers ? numbers(name, from, to) : letters(name, from.charAt(0), to.charAt(0)));
      refuse(items.size() > MOST, name, tooMany());
    }
    return items;
  }

  private static List<String> numbers(String name, String from, String to) {
    boolean padded = from.length() > 1 && from.startsWith("0");
    boolean oddPadding = to.length() > 1 && to.startsWith("0") && to.length() != from.length();
    refuse(
        oddPadding || (padded && to.length() < from.length()),
        name,
        "%s and %s must have as many digits".formatted(from, to));
    int first = Integer.parseInt(from);
    int last = Integer.parseInt(to);
    refuse(first > last, name, "%s comes after %s".formatted(from, to));
    refuse(last - first >= MOST, name, tooMany());
    String form = padded ? "%0" + from.length() + "d" : "%d";
    return IntStream.rangeClosed(first, last).mapToObj(form::formatted).toList();
  }

  private static List<String> letters(String name, char from, char to) {
    refuse(Character.isLowerCase(from) != Character.isLowerCase(to), name, mixed(from + "-" + to));
    refuse(from > to, name, "%s comes after %s".formatted(from, to));
    return IntStream.rangeClosed(from, to).mapToObj(c -> String.valueOf((char) c)).toList();
  }

  private static String mixed(String item) {
    return "[%s] mixes numbers, small and capital letters".formatted(TextRules.shortened(item));
  }

  private static String tooMany() {
    return "it stands for more than %,d hosts".formatted(MOST).replace(',', ' ');
  }

  private static void refuse(boolean fault, String name, String reason) {
    if (fault) {
      throw new IllegalArgumentException("%s: %s".formatted(TextRules.quoted(name), reason));
    }
  }
}
