package io.slipway.redact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the end of a form at the beginning of a text that was cut. Never changes. */
final class Endings implements Automaton {
  /** What can be left of an escape, or of a terminal escape sequence, that was cut in two. */
  private static final Pattern REST_OF_ESCAPE =
      Pattern.compile(
          "[0-9A-Fa-f]{1,8}|[uUx][0-9A-Fa-f]{2,8}|[A-Za-z]|(%[89A-Ba-b][0-9A-Fa-f]){1,3}"
              + "|(\\\\x?[0-9A-Fa-f]{2,3}){1,3}|[\\\\'\"]{1,4}|[#a-z0-9]{0,6};|\\[?[0-9;]*[A-Za-z]");

  private static final int LONGEST_REST = 13;

  /** All forms, each with a character 0 after it. */
  private final char[] characters;

  private final byte[] ends;

  /** The states that can be begun in, by the character that they go on with. */
  private final Map<Character, List<Integer>> starts = new HashMap<>();

  private final int shortest;

  /**
   * @param shortest piece that is looked for, in characters
   */
  Endings(List<Form> forms, int shortest) {
    this.shortest = shortest;
    StringBuilder all = new StringBuilder();
    this.ends = new byte[forms.stream().mapToInt(form -> form.text().length() + 1).sum()];
    for (Form form : forms) {
      int begin = all.length();
      all.append(form.text());
      for (int at = begin; at <= all.length() - shortest; at++) {
        starts.computeIfAbsent(all.charAt(at), c -> new ArrayList<>()).add(at);
      }
      ends[all.length()] = (byte) Automaton.bits(form);
      all.append('\0');
    }
    this.characters = all.toString().toCharArray();
  }

  @Override
  public int next(int state, char c) {
    return characters[state] == c && c != 0 ? state + 1 : NONE;
  }

  @Override
  public int ends(int state) {
    return ends[state];
  }

  @Override
  public boolean goesOn(int state) {
    return characters[state] != 0;
  }

  /**
   * How long the piece at the beginning of the text is; 0 if there is none.
   *
   * @param cutAfter the text may end before the form does, too
   */
  int pieceOf(String text, boolean cutAfter) {
    Walk walk = new Walk(text, this);
    int longest = longestFrom(0, text, walk, cutAfter);
    Matcher rest = REST_OF_ESCAPE.matcher(text);
    for (int at = 1; at <= Math.min(LONGEST_REST, text.length()); at++) {
      if (rest.region(0, at).matches()) {
        longest = Math.max(longest, longestFrom(at, text, walk, cutAfter));
      }
    }
    return longest;
  }

  private int longestFrom(int place, String text, Walk walk, boolean cutAfter) {
    int longest = 0;
    for (int start : startsAt(place, text)) {
      walk.from(place, start, true);
      if (cutAfter && walk.open() >= shortest) {
        return text.length();
      }
      longest = Math.max(longest, walk.end());
    }
    return longest;
  }

  private List<Integer> startsAt(int place, String text) {
    int at = place;
    while (at < text.length() && isPassedOver(text.charAt(at))) {
      at = Letters.isControl(text.charAt(at)) ? Letters.sequenceEnd(text, at) : at + 1;
    }
    if (at >= text.length()) {
      return List.of();
    }
    char c = text.charAt(at);
    if (at == place && !Letters.isEscape(c)) {
      return starts.getOrDefault(c, List.of());
    }
    List<Integer> all = new ArrayList<>(starts.getOrDefault(c, List.of()));
    if (at > place) {
      all.addAll(starts.getOrDefault(' ', List.of()));
      all.addAll(starts.getOrDefault('\t', List.of()));
    }
    if (!Letters.isEscape(c)) {
      return all;
    }
    Escapes escapes = new Escapes(text);
    escapes.read(at);
    for (int i = 0; i < escapes.count(); i++) {
      all.addAll(starts.getOrDefault(Character.toChars(escapes.code(i))[0], List.of()));
    }
    return all;
  }

  private static boolean isPassedOver(char c) {
    return Letters.isBlank(c) || Letters.isBreak(c) || Letters.isControl(c);
  }
}
