package io.slipway.gate;

import io.slipway.domain.PlainText;
import java.util.Arrays;
import java.util.List;

/** Lines of files of keys, of which empty ones and comments count for nothing. */
final class KeyLines {
  private KeyLines() {}

  /** Does something with a line. */
  interface Reading {
    /**
     * @throws IllegalArgumentException which says what is wrong with it
     */
    void of(String line);
  }

  /**
   * Reads each line.
   *
   * @param faults gets a sentence for each that cannot be read, such as {@code line 3: …}
   */
  static void each(String text, List<String> faults, Reading reading) {
    List<String> lines = Arrays.asList(text.split("\r?\n", -1));
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        reading.of(line);
      } catch (IllegalArgumentException e) {
        faults.add("line %d: %s".formatted(i + 1, PlainText.of(String.valueOf(e.getMessage()))));
      }
    }
  }
}
