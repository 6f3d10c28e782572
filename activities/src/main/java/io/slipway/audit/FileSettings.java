package io.slipway.audit;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a trail is kept in a file.
 *
 * @param rotateAt bytes from which on it is closed, and a new one begun
 * @param daily whether a new one is begun each day (UTC), too
 */
record FileSettings(Path file, long rotateAt, boolean daily, Seal seal) {
  static final long ROTATE_AT = 64L << 20;

  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})([KMG])");
  private static final Map<String, Integer> SHIFTS = Map.of("K", 10, "M", 20, "G", 30);

  /** Reads {@code file:/path?size=64M&every=day}. */
  static FileSettings parse(String text, Seal seal) {
    SinkAddress.Options options = SinkAddress.Options.of(text, '?', "size", "every");
    String path = options.before().replaceFirst("^file:(//)?(?=/)", "");
    String every = options.get("every", "");
    Matcher size = SIZE.matcher(options.get("size", "64M"));
    if (!path.startsWith("/") || !size.matches() || !every.matches("(day)?")) {
      throw new AuditException(
          "audit: tried to read SLIPWAY_AUDIT, but it is no file of a trail. Write"
              + " file:/var/log/slipway/audit.jsonl, with ?size=64M and &every=day if you like, or"
              + " off.");
    }
    long bytes = Long.parseLong(size.group(1)) << SHIFTS.getOrDefault(size.group(2), 0);
    return new FileSettings(Path.of(path), bytes, every.equals("day"), seal);
  }
}
