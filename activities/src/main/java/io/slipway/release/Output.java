package io.slipway.release;

import io.slipway.domain.Excerpt;

/**
 * Where output of hosts leaves for histories and people: the one place to take anything out of it.
 */
final class Output {
  static final int LIMIT = 4096;

  private Output() {}

  /** Its last 4 KiB. */
  static String tail(String text) {
    return Excerpt.tail(LIMIT, text);
  }

  /** The last line that says something. */
  static String lastLine(String text) {
    return Excerpt.lastLine(text);
  }
}
