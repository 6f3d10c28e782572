package io.slipway.starter.output;

import io.slipway.contract.StepOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whole lines that are new in what commands on hosts have said, looked at from time to time. What
 * was said in between and is no longer in the tail is told as missing.
 */
final class FreshLines {
  private static final String MISSING = "[...]";

  private final Map<String, Seen> steps = new HashMap<>();

  /** What of a step was seen: characters in all, and the line that had no end yet. */
  private record Seen(long length, String unfinished) {}

  List<String> of(StepOutput output) {
    String key = output.host() + " " + output.step();
    Seen before = steps.getOrDefault(key, new Seen(0, ""));
    if (output.length() < before.length()) {
      before = new Seen(0, ""); // it was begun anew
    }
    long fresh = output.length() - before.length();
    if (fresh == 0) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    String text = output.tail();
    if (fresh <= text.length()) {
      text = before.unfinished() + text.substring(text.length() - (int) fresh);
    } else {
      lines.add(MISSING);
    }
    int end = text.lastIndexOf('\n') + 1;
    steps.put(key, new Seen(output.length(), text.substring(end)));
    text.substring(0, end).lines().map(Printable::of).forEach(lines::add);
    return lines;
  }
}
