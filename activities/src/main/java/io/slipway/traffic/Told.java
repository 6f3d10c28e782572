package io.slipway.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a script on a machine has told, line by line apart from all else that it printed. */
final class Told {
  private final Map<String, List<String>> marks = new LinkedHashMap<>();
  private @Nullable String fault;
  private final StringBuilder text = new StringBuilder();

  private Told() {}

  /**
   * @param nonce with which lines begin that are meant for us
   */
  static Told of(String nonce, String output) {
    Told told = new Told();
    output.lines().forEach(line -> told.read(nonce, line));
    return told;
  }

  private void read(String nonce, String line) {
    if (!line.startsWith(nonce + " ")) {
      if (fault != null) {
        text.append(line).append('\n');
      }
      return;
    }
    String rest = line.substring(nonce.length() + 1);
    int space = rest.indexOf(' ');
    String word = space < 0 ? rest : rest.substring(0, space);
    String value = space < 0 ? "" : rest.substring(space + 1);
    if (word.equals("fault")) {
      fault = value;
    } else {
      marks.computeIfAbsent(word, w -> new ArrayList<>()).add(value);
    }
  }

  /** Whether the script came to its end. */
  boolean whole() {
    return marks.containsKey("end");
  }

  /** What the script could not do; null when nothing stood in its way. */
  @Nullable String fault() {
    return fault;
  }

  /** What the fault is about. */
  String text() {
    return text.toString().strip();
  }

  List<String> all(String word) {
    return marks.getOrDefault(word, List.of());
  }

  private String one(String word) {
    return all(word).stream().findFirst().orElse("");
  }

  Standing standing() {
    String connections = one("connections");
    return new Standing(
        Standing.Place.valueOf(one("place")),
        marks.containsKey("already"),
        connections.matches("[0-9]{1,9}") ? Integer.valueOf(connections) : null,
        one("up").equals("1"),
        one("words"));
  }
}
