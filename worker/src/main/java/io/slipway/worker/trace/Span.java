package io.slipway.worker.trace;

import io.slipway.domain.PlainText;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Something that has been done, from its begin to its end.
 *
 * @param context its trace and its own id
 * @param parent what it is a part of, in the same trace; null for the root of a trace
 * @param name of all that is done alike; what makes this one different is in the attributes
 * @param attributes texts, {@code Long}s and {@code Boolean}s by their names
 * @param fault why it did not end well; null when it did
 */
public record Span(
    TraceParent context,
    @Nullable TraceParent parent,
    String name,
    Instant begin,
    Instant end,
    Map<String, Object> attributes,
    @Nullable Fault fault) {

  public Span {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /**
   * What went wrong.
   *
   * @param type one of few words, such as the name of a failure's type
   * @param message for people; empty when the type says all
   */
  public record Fault(String type, String message) {
    /** Sentences are shorter; what is longer is not meant to be shown beside a span. */
    private static final int LONGEST = 1_000;

    public Fault {
      String line = PlainText.of(message);
      message = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
  }

  /** The same, with all its texts as they may be told. */
  Span redacted(UnaryOperator<String> redact) {
    Map<String, Object> told = new LinkedHashMap<>();
    attributes.forEach(
        (key, value) -> told.put(key, value instanceof String text ? redact.apply(text) : value));
    return new Span(
        context,
        parent,
        name,
        begin,
        end,
        told,
        fault == null ? null : new Fault(fault.type(), redact.apply(fault.message())));
  }
}
