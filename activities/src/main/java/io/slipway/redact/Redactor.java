package io.slipway.redact;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes the values that are in use out of texts. One for a worker; for any number of threads.
 *
 * <p>A value is found as it is, in base64 and in hex, percent-encoded, escaped for JSON, YAML, XML
 * and shells, also partly; likewise each line of a value with several lines. Line breaks with
 * blanks after them, terminal escape sequences and other control characters may stand between its
 * characters. Where bytes of the text were no characters, a value is also found by what it has in
 * ASCII. Blanks around a value do not count. What is shorter than {@value Forms#SHORTEST}
 * characters then is not looked for, for it would be found everywhere; nor is what is a part of
 * {@link #MARK}.
 *
 * <p>Costs nothing while it knows nothing. Else a text takes time in proportion to its length, not
 * to the number of values: about a tenth of a millisecond for 4 KiB and 50 values of 40 characters.
 * Each change of what is known takes some milliseconds for so many, and about 10 KB for each value.
 */
public final class Redactor {
  /** What stands in place of a value. */
  public static final String MARK = "[secret]";

  /** How often each value is known. */
  private final Map<String, Integer> known = new LinkedHashMap<>();

  private volatile Lookout lookout = new Lookout(List.of());

  /** Values that are taken out until this is closed. */
  public interface Known extends AutoCloseable {
    /** They may still be known to others. A second time it does nothing. */
    @Override
    void close();
  }

  /** From when this returns on, the values are taken out of all texts. */
  public Known know(Collection<String> values) {
    List<String> worth = values.stream().filter(Forms::areLookedFor).distinct().toList();
    count(worth, 1);
    AtomicBoolean closed = new AtomicBoolean();
    return () -> {
      if (closed.compareAndSet(false, true)) {
        count(worth, -1);
      }
    };
  }

  private synchronized void count(List<String> values, int more) {
    int before = known.size();
    for (String value : values) {
      if (known.merge(value, more, Integer::sum) <= 0) {
        known.remove(value);
      }
    }
    if (known.size() != before) {
      lookout = new Lookout(known.keySet());
    }
  }

  /** Whether it knows nothing, so that each text stays as it is. */
  public boolean isIdle() {
    return lookout.isIdle();
  }

  /** The text with {@link #MARK} in place of each value. */
  public String redact(String text) {
    Lookout now = lookout;
    return now.isIdle() ? text : now.redact(text);
  }

  /**
   * The same for a part of a longer text: where it was cut, a piece of a value of {@value
   * Forms#SHORTEST} characters or more is taken out as well.
   */
  public String redactCut(String text, boolean cutBefore, boolean cutAfter) {
    Lookout now = lookout;
    return now.isIdle() ? text : now.redactCut(text, cutBefore, cutAfter);
  }

  /**
   * How much of the beginning of a growing text can be redacted by itself, since no value begins in
   * it that could end after the text. A text may end with many line breaks after a value's first
   * character: who waits for the rest must set an end to it, and then use {@link #redactCut}.
   */
  public int settled(String text) {
    Lookout now = lookout;
    return now.isIdle() ? text.length() : now.settled(text);
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "redactor that is " + (isIdle() ? "idle" : "at work");
  }
}
