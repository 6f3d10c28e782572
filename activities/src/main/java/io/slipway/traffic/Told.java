package io.slipway.traffic;

import io.slipway.domain.HostName;
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

  /** Whether an earlier attempt had done what was asked for. */
  boolean already() {
    return marks.containsKey("already");
  }

  Standing standing() {
    return standing(one("place"), one("connections"), one("up"), one("fit"), one("words"));
  }

  /** Of several hosts: {@code web1 OURS 3 0 1 DRAIN}. */
  Map<HostName, Standing> standings() {
    Map<HostName, Standing> standings = new LinkedHashMap<>();
    for (String line : all("stand")) {
      List<String> words = List.of(line.split(" ", 6));
      standings.put(
          HostName.of(words.get(0)),
          standing(
              words.get(1),
              words.get(2),
              words.get(3),
              words.get(4),
              words.size() < 6 ? "" : words.get(5)));
    }
    return standings;
  }

  private Standing standing(String place, String connections, String up, String fit, String words) {
    return new Standing(
        Standing.Place.valueOf(place),
        already(),
        connections.matches("[0-9]{1,9}") ? Integer.valueOf(connections) : null,
        up.equals("1"),
        fit.equals("1"),
        words);
  }
}
