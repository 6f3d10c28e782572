package io.slipway.worker.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceParentTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @Test
  void reads_what_it_writes() {
    String text = "00-%s-%s-01".formatted(TRACE, SPAN);

    TraceParent read = TraceParent.parse(text).orElseThrow();

    assertEquals(new TraceParent(TRACE, SPAN, true), read);
    assertEquals(text, read.text());
    assertFalse(TraceParent.parse(text.replace("-01", "-00")).orElseThrow().sampled());
  }

  @Test
  void reads_what_later_versions_may_add() {
    assertEquals(
        new TraceParent(TRACE, SPAN, true),
        TraceParent.parse("cc-%s-%s-0b-more".formatted(TRACE, SPAN)).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n00"
      })
  void passes_over_what_names_no_span(String text) {
    assertEquals(Optional.empty(), TraceParent.parse(text));
  }

  @Test
  void ids_follow_from_what_they_are_of_and_are_such_as_others_read() {
    String trace = SpanIds.trace("deploy/shop/production/20261201", "run");
    String span = SpanIds.span("run", "5", "1");

    assertEquals(trace, SpanIds.trace("deploy/shop/production/20261201", "run"));
    assertNotEquals(span, SpanIds.span("run", "5", "2"));
    assertNotEquals(SpanIds.span("a", "bc"), SpanIds.span("ab", "c"));
    assertNotEquals(SpanIds.randomTrace(), SpanIds.randomTrace());
    assertTrue(TraceParent.parse(new TraceParent(trace, span, true).text()).isPresent());
    assertTrue(
        TraceParent.parse(new TraceParent(SpanIds.randomTrace(), SpanIds.randomSpan(), true).text())
            .isPresent());
  }
}
