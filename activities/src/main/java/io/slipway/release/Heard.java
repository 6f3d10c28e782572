package io.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/**
 * A piece of what a command says while it runs, without a character that is not there in full.
 *
 * @param from bytes of its output before this piece
 * @param to bytes of its output up to the end of this piece
 * @param text as the host has told it, secrets included
 * @param secrets keeps them out of what is told further
 */
record Heard(String step, long from, long to, String text, HostSecrets secrets) {

  static Heard of(String step, long from, String hex, HostSecrets secrets) {
    return of(step, from, HexFormat.of().parseHex(hex), secrets);
  }

  static Heard of(String step, long from, byte[] bytes, HostSecrets secrets) {
    int begin = 0;
    while (from > 0 && begin < Math.min(3, bytes.length) && (bytes[begin] & 0xC0) == 0x80) {
      begin++;
    }
    int end = Math.max(begin, whole(bytes));
    return new Heard(step, from, from + end, new String(bytes, begin, end - begin, UTF_8), secrets);
  }

  /** The beginning in which no secret can be left unfinished. */
  Heard settled() {
    int length = secrets.settled(text);
    if (length == text.length()) {
      return this;
    }
    String told = text.substring(0, length);
    // A byte that is no character was read as one of three.
    int bytes = told.replace('\uFFFD', '?').getBytes(UTF_8).length;
    return new Heard(step, from, from + bytes, told, secrets);
  }

  /**
   * The text without secrets.
   *
   * @param cut whether there was output before it that nobody has seen
   */
  String told(boolean cut) {
    return secrets.redacted(text, cut, false);
  }

  /** Length without a character at the end whose other bytes are still to come. */
  private static int whole(byte[] bytes) {
    for (int i = bytes.length - 1; i >= Math.max(0, bytes.length - 3); i--) {
      int first = bytes[i] & 0xFF;
      if (first < 0x80) {
        break;
      }
      if (first >= 0xC0) {
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        return i + length > bytes.length ? i : bytes.length;
      }
    }
    return bytes.length;
  }
}
