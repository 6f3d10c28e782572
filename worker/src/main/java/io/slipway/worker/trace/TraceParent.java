package io.slipway.worker.trace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A span as others name it who go on in its trace: {@code traceparent} of W3C's Trace Context.
 *
 * @param traceId 32 hexadecimal digits in lower case, not all of them zero
 * @param spanId 16 such digits
 * @param sampled whether its trace is kept
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<version>[0-9a-f]{2})-(?<trace>[0-9a-f]{32})-(?<span>[0-9a-f]{16})"
              + "-(?<flags>[0-9a-f]{2})(?<more>-.*)?");

  private static final Pattern NOTHING = Pattern.compile("0+");
  private static final int SAMPLED = 1;

  /** Reads what others have written; empty when it is nothing that the standard lets one use. */
  public static Optional<TraceParent> parse(@Nullable String text) {
    Matcher form = FORM.matcher(text == null ? "" : text.strip());
    if (!form.matches() || !isKnown(form.group("version"), form.group("more"))) {
      return Optional.empty();
    }
    String trace = form.group("trace");
    String span = form.group("span");
    if (NOTHING.matcher(trace).matches() || NOTHING.matcher(span).matches()) {
      return Optional.empty();
    }
    boolean sampled = (Integer.parseInt(form.group("flags"), 16) & SAMPLED) != 0;
    return Optional.of(new TraceParent(trace, span, sampled));
  }

  /** Later versions may add to the end, the first one may not, and ff is none. */
  private static boolean isKnown(String version, @Nullable String more) {
    return version.equals("00") ? more == null : !version.equals("ff");
  }

  /** In version 00. */
  public String text() {
    return "00-%s-%s-%s".formatted(traceId, spanId, sampled ? "01" : "00");
  }

  /** Another span of the same trace, kept as this one is. */
  public TraceParent sibling(String otherSpanId) {
    return new TraceParent(traceId, otherSpanId, sampled);
  }
}
