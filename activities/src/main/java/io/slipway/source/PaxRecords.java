package io.slipway.source;

import java.util.Map;
import java.util.Set;

/** Records of POSIX's extended headers: {@code 27 path=some/long/name\n}. */
final class PaxRecords {
  /** What changes where something goes, or how much of it there is. */
  static final Set<String> NAMING = Set.of("path", "linkpath", "size");

  private PaxRecords() {}

  /** Adds the records of a text, of which later ones count. */
  static void read(String text, Map<String, String> values) throws TarFault {
    int at = 0;
    while (at < text.length() && text.charAt(at) != '\0') {
      int space = text.indexOf(' ', at);
      int end = space < 0 ? -1 : at + length(text.substring(at, space));
      int equals = text.indexOf('=', at);
      if (end <= equals || equals < space || end > text.length() || text.charAt(end - 1) != '\n') {
        throw odd();
      }
      values.put(text.substring(space + 1, equals), text.substring(equals + 1, end - 1));
      at = end;
    }
  }

  private static int length(String digits) throws TarFault {
    return (int) number(digits.isEmpty() ? "-" : digits, 0);
  }

  /**
   * A number of at most nine digits more than any archive has; the other one when none is given.
   */
  static long number(String digits, long other) throws TarFault {
    if (digits.isEmpty()) {
      return other;
    }
    if (!digits.matches("[0-9]{1,12}")) {
      throw odd();
    }
    return Long.parseLong(digits);
  }

  private static TarFault odd() {
    return new TarFault("an extended header of it cannot be read");
  }
}
