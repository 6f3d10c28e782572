package io.slipway.log;

import io.slipway.domain.PlainText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where and how much is kept.
 *
 * @param folder null for a bucket
 * @param bucket null for a folder
 * @param prefix of all keys in the bucket
 * @param size bytes that are kept of what one command says, 64 KiB to 64 MiB
 * @param keep for how long files are kept, a day to ten years
 */
record LogSettings(
    @Nullable Path folder, @Nullable String bucket, String prefix, long size, Duration keep) {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})([KM])");
  private static final Pattern DAYS = Pattern.compile("([1-9][0-9]{0,3})d");
  private static final Pattern BUCKET =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9!_.*'()/-]*))?");
  private static final long LEAST = 64L << 10;
  private static final long MOST = 64L << 20;
  private static final int MOST_DAYS = 3_650;

  /** Reads {@code file:/path?size=1M&keep=30d} or {@code s3://bucket/prefix?size=1M}. */
  static LogSettings parse(String text) {
    int at = text.indexOf('?');
    String place = at < 0 ? text : text.substring(0, at);
    Map<String, String> options = options(at < 0 ? "" : text.substring(at + 1));
    long size = size(options.getOrDefault("size", "1M"));
    Duration keep = days(options.getOrDefault("keep", "30d"));
    Matcher bucket = BUCKET.matcher(place);
    if (bucket.matches()) {
      if (options.containsKey("keep")) {
        throw refused("a bucket's own rules say how long it keeps what");
      }
      String prefix = bucket.group(2) == null ? "" : bucket.group(2).replaceAll("^/+|/+$", "");
      return new LogSettings(null, bucket.group(1), prefix, size, keep);
    }
    String path = place.replaceFirst("^file:(//)?(?=/)", "");
    if (!path.startsWith("/")) {
      throw refused("'%s' is neither a folder nor a bucket".formatted(PlainText.of(place)));
    }
    return new LogSettings(Path.of(path), null, "", size, keep);
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String each : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      String[] words = each.split("=", 2);
      if (words.length < 2 || !words[0].matches("size|keep")) {
        throw refused("it has an option that is neither size=… nor keep=…");
      }
      options.put(words[0], words[1]);
    }
    return options;
  }

  private static long size(String text) {
    Matcher size = SIZE.matcher(text);
    long bytes =
        size.matches() ? Long.parseLong(size.group(1)) << (size.group(2).equals("K") ? 10 : 20) : 0;
    if (bytes < LEAST || bytes > MOST) {
      throw refused("its size is not between 64K and 64M");
    }
    return bytes;
  }

  private static Duration days(String text) {
    Matcher days = DAYS.matcher(text);
    if (!days.matches() || Integer.parseInt(days.group(1)) > MOST_DAYS) {
      throw refused("what it says of keep is not between 1d and 3650d");
    }
    return Duration.ofDays(Integer.parseInt(days.group(1)));
  }

  private static LogException refused(String why) {
    return new LogException(
        "logs: tried to read SLIPWAY_LOGS, but %s. Write file:/var/lib/slipway/logs, with ?size=1M and &keep=30d if you like, or s3://bucket/prefix, or off."
            .formatted(why),
        null);
  }
}
