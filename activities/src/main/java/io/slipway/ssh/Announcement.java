package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Waits at the beginning of a stream for the line in which a shell tells its process id, which is
 * that of its process group too. What login scripts print before it is dropped.
 */
final class Announcement {
  /** Printed by the shell before it reads anything. */
  static final String COMMAND = "echo \"slipway-session $$\"";

  private static final Pattern LINE =
      Pattern.compile("^slipway-session (\\d{1,10})\\r?\\n", Pattern.MULTILINE);
  private static final int LONGEST = 64 * 1024;

  private final ByteArrayOutputStream before = new ByteArrayOutputStream();
  private boolean over;

  /** What the line says, and how much of the piece is behind it. */
  record Found(OptionalLong process, int rest) {}

  /** Takes a piece of the stream; afterwards, the rest of it is to be kept. */
  Found take(byte[] bytes, int offset, int length) {
    if (over) {
      return new Found(OptionalLong.empty(), length);
    }
    int earlier = before.size();
    before.write(bytes, offset, length);
    Matcher matcher = LINE.matcher(before.toString(US_ASCII));
    if (matcher.find()) {
      over = true;
      int rest = Math.min(length, earlier + length - matcher.end());
      before.reset();
      return new Found(OptionalLong.of(Long.parseLong(matcher.group(1))), rest);
    }
    over = before.size() > LONGEST;
    return new Found(OptionalLong.empty(), 0);
  }

  /** What came instead of the line. */
  String noise() {
    return before.toString(US_ASCII).strip();
  }
}
