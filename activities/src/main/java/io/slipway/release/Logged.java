package io.slipway.release;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A piece of what a command has said, which is to be kept.
 *
 * @param begun names the beginning of the command
 * @param from bytes of its output before this piece
 * @param hex its bytes as the host has told them, secrets included
 * @param secrets keeps them out of what is told further
 */
record Logged(String step, String begun, long from, State state, String hex, HostSecrets secrets) {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** What is known of what comes after it. */
  enum State {
    /** There is more already, or nothing more is wanted. */
    MORE,
    /** The command runs on, and this is all that it has said. */
    OPEN,
    /** The command has ended, and this is all that it has said. */
    LAST
  }

  /**
   * Reads the words of a mark.
   *
   * @throws IllegalArgumentException when no script of ours has written them
   */
  static Logged of(List<String> words, HostSecrets secrets) {
    if (!WORD.matcher(words.get(0)).matches() || !WORD.matcher(words.get(1)).matches()) {
      throw new IllegalArgumentException("no step is called and begun so");
    }
    return new Logged(
        words.get(0),
        words.get(1),
        Long.parseLong(words.get(2)),
        State.valueOf(words.get(3).toUpperCase(Locale.ROOT)),
        words.get(4),
        secrets);
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
