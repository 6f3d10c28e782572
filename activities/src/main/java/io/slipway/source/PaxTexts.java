package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** What stands in POSIX's extended headers, as far as the library applies it without a word. */
final class PaxTexts {
  /** Of all that counts for every entry, in bytes: git keeps a commit's id so. */
  private static final int GLOBAL = 1 << 12;

  /** What changes where something goes, or how much of it there is. */
  private static final Pattern NAMING = Pattern.compile("[0-9] (path|linkpath|size)=");

  private static final Pattern ABSOLUTE = Pattern.compile("[0-9] path=/");

  private final ByteArrayOutputStream own = new ByteArrayOutputStream();
  private final ByteArrayOutputStream global = new ByteArrayOutputStream();
  private int globals;

  /** The next entry begins. */
  void begin() {
    own.reset();
    global.reset();
  }

  /** Notes what was read of an entry, if it is such a header. */
  void note(TarArchiveEntry entry, byte[] buffer, int from, int count) {
    if (entry.isPaxHeader()) {
      own.write(buffer, from, count);
    } else if (entry.isGlobalPaxHeader()) {
      global.write(buffer, from, count);
    }
  }

  /**
   * @throws TarFault when something would count for all entries that says where they go, or that is
   *     too much for the library to keep
   */
  void refuseGlobal() throws TarFault {
    for (String key : naming(global)) {
      throw new TarFault("it gives one %s to all of its entries".formatted(key));
    }
    globals += global.size();
    if (globals > GLOBAL) {
      throw new TarFault("it gives more than %d bytes to all of its entries".formatted(GLOBAL));
    }
  }

  /** Whether the entry has its name from here, and an absolute one, of which the library strips. */
  boolean absolute() {
    return ABSOLUTE.matcher(own.toString(ISO_8859_1)).find();
  }

  /**
   * A text of an entry with a character for each byte. The library has them so, except for records,
   * which it takes for UTF-8.
   *
   * @param key of the record that the text may be from, {@code path} or {@code linkpath}
   */
  String bytes(String text, String key) throws TarFault {
    if (text.chars().allMatch(c -> c <= 0xFF) && !naming(own).contains(key)) {
      return text;
    }
    String bytes = new String(text.getBytes(UTF_8), ISO_8859_1);
    if (text.indexOf('\uFFFD') >= 0) {
      throw new TarFault(
          "%s is named in an extended header, but not in UTF-8".formatted(TarFault.shown(bytes)));
    }
    return bytes;
  }

  private static Set<String> naming(ByteArrayOutputStream records) {
    return NAMING
        .matcher(records.toString(ISO_8859_1))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }
}
