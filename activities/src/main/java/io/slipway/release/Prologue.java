package io.slipway.release;

import io.slipway.shell.Quoting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a script is told: variables, and lists as functions that call a command for each entry. */
public final class Prologue {
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Map<String, List<List<String>>> lists = new LinkedHashMap<>();

  public Prologue set(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  public Prologue set(String variable, long value) {
    return set(variable, Long.toString(value));
  }

  Prologue flag(String variable, boolean value) {
    return set(variable, value ? "1" : "0");
  }

  /** Makes {@code each_<name> COMMAND...}, which runs the command with each entry's words. */
  public Prologue each(String name, List<List<String>> entries) {
    lists.put(name, entries);
    return this;
  }

  Prologue eachOf(String name, List<String> entries) {
    return each(name, entries.stream().map(List::of).toList());
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    variables.forEach((name, value) -> text.append(name + "=" + Quoting.word(value) + "\n"));
    lists.forEach(
        (name, entries) -> {
          text.append("each_" + name + "() {\n  :\n");
          for (List<String> words : entries) {
            text.append("  \"$@\"");
            words.forEach(word -> text.append(" " + Quoting.word(word)));
            text.append("\n");
          }
          text.append("}\n");
        });
    return text.toString();
  }
}
