package io.slipway.worker.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.redact.Redactor;
import io.slipway.testbench.FreePorts;
import io.slipway.testbench.TraceCollector;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of OpenTelemetry's variables. */
final class TracesTest {
  private static final Instant BEGIN = Instant.parse("2026-12-01T09:00:00.123456789Z");
  private static final TraceParent OWN = context("b7ad6b7169203331", true);
  private static final TraceParent PARENT = context("00f067aa0ba902b7", true);
  private static final String SECRET = "correct-horse-battery-staple";

  private final TraceCollector collector = TraceCollector.start();
  private final List<String> troubles = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    collector.close();
  }

  private static TraceParent context(String span, boolean sampled) {
    return new TraceParent("0af7651916cd43dd8448eb211c80319c", span, sampled);
  }

  private static Span span(
      @Nullable TraceParent parent, Map<String, Object> attributes, Span.@Nullable Fault fault) {
    return new Span(OWN, parent, "host activate", BEGIN, BEGIN.plusSeconds(2), attributes, fault);
  }

  private Map<String, String> environment(String... more) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  private Spans command(Map<String, String> environment) {
    return Traces.ofCommand(environment, troubles::add).orElseThrow();
  }

  @Test
  void a_span_arrives_as_it_was_told() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("slipway.host", "web1");
    attributes.put("slipway.attempt", 2L);
    attributes.put("slipway.already", true);
    try (Spans spans =
        command(environment("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer x"))) {
      spans.tell(span(PARENT, attributes, new Span.Fault("STEP_FAILED", "web1: no\nluck")));
    }

    TraceCollector.Span told = collector.spans().getFirst();
    long begin = BEGIN.getEpochSecond() * 1_000_000_000 + BEGIN.getNano();
    assertEquals(
        new TraceCollector.Span(
            "slipway",
            OWN.traceId(),
            OWN.spanId(),
            PARENT.spanId(),
            "host activate",
            begin,
            begin + 2_000_000_000L,
            Map.of(
                "slipway.host",
                "web1",
                "slipway.attempt",
                "2",
                "slipway.already",
                "true",
                "error.type",
                "STEP_FAILED"),
            true,
            "web1: no\\nluck"),
        told);
    assertEquals(List.of("Bearer x"), collector.authorizations());
    assertEquals(List.of(), troubles);
  }

  @Test
  void a_root_keeps_its_ids_and_the_service_the_name_that_it_is_given() {
    try (Spans spans = command(environment("OTEL_RESOURCE_ATTRIBUTES", "service.name=ship"))) {
      spans.tell(span(null, Map.of(), null));
    }

    TraceCollector.Span told = collector.spans().getFirst();
    assertEquals("ship", told.service());
    assertEquals("", told.parentId());
    assertEquals(OWN.traceId(), told.traceId());
    assertFalse(told.failed());
  }

  @Test
  void a_worker_tells_no_secret() {
    Redactor redactor = new Redactor();
    Redactor.Known unused = redactor.know(List.of(SECRET));
    try (Spans spans =
        Traces.ofWorker(environment(), redactor::redact, troubles::add).orElseThrow()) {
      spans.tell(
          span(
              PARENT,
              Map.of("slipway.skipped", "it is " + SECRET),
              new Span.Fault("VERIFY_FAILED", "said " + SECRET)));
    }

    TraceCollector.Span told = collector.spans().getFirst();
    assertEquals("slipway-worker", told.service());
    assertEquals("said " + Redactor.MARK, told.message());
    assertFalse(collector.everything().contains(SECRET));
  }

  @Test
  void what_is_not_sampled_is_not_sent() {
    Map<String, String> never = environment("OTEL_TRACES_SAMPLER", "always_off");
    try (Spans spans = command(never)) {
      assertFalse(spans.samples(null, OWN.traceId(), "deploy"));
      spans.tell(span(null, Map.of(), null));
    }
    try (Spans spans = command(environment())) {
      TraceParent dropped = context(PARENT.spanId(), false);
      assertTrue(spans.samples(null, OWN.traceId(), "deploy"));
      assertTrue(spans.samples(PARENT, OWN.traceId(), "deploy"));
      assertFalse(spans.samples(dropped, OWN.traceId(), "deploy"));
      spans.tell(span(dropped, Map.of(), null));
    }

    assertEquals(List.of(), collector.spans());
    assertEquals(List.of(), troubles);
  }

  @Test
  void a_collector_that_is_away_is_told_of_once() {
    String nowhere = "http://127.0.0.1:%d".formatted(FreePorts.next());
    try (Spans spans = command(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", nowhere))) {
      spans.tell(span(null, Map.of(), null));
    }

    assertEquals(1, troubles.size(), troubles.toString());
    assertTrue(
        troubles
            .getFirst()
            .startsWith(
                "Tried to send traces to %s, as OTEL_EXPORTER_OTLP_ENDPOINT says, but nobody takes connections there."
                    .formatted(nowhere.substring("http://".length()))),
        troubles.toString());
  }

  @Test
  void a_collector_that_refuses_is_told_of_once() {
    try (TraceCollector refusing = TraceCollector.refusing(401)) {
      try (Spans spans = command(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", refusing.url()))) {
        spans.tell(span(null, Map.of(), null));
      }
    }

    assertEquals(1, troubles.size(), troubles.toString());
    assertTrue(troubles.getFirst().contains("it has refused them"), troubles.toString());
  }

  @Test
  void a_collector_that_never_answers_is_not_waited_for() {
    try (TraceCollector silent = TraceCollector.silent()) {
      Spans spans = command(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", silent.url()));
      spans.tell(span(null, Map.of(), null));
      long begun = System.nanoTime();
      spans.close();

      // It gives up after 1.5 s, and the exporter itself after 10.
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(took.compareTo(Duration.ofSeconds(8)) < 0, took.toString());
      assertEquals(1, troubles.size(), troubles.toString());
    }
  }

  @Test
  void what_cannot_be_gone_by_is_told_and_nothing_else() {
    assertEquals(
        Optional.empty(),
        Traces.ofCommand(environment("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), troubles::add));
    assertEquals(
        Optional.empty(),
        Traces.ofCommand(environment("OTEL_TRACES_SAMPLER", "dice"), troubles::add));

    assertEquals(2, troubles.size(), troubles.toString());
    assertTrue(troubles.getFirst().contains("OTEL_EXPORTER_OTLP_PROTOCOL"), troubles.toString());
    assertTrue(troubles.getLast().contains("dice"), troubles.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_ENDPOINT, http://c:4318, '', '', true",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, http://c:4318/v1/traces, '', '', true",
    "OTEL_EXPORTER_OTLP_ENDPOINT, ' ', '', '', false",
    "OTEL_SERVICE_NAME, ship, '', '', false",
    "OTEL_EXPORTER_OTLP_ENDPOINT, http://c:4318, OTEL_SDK_DISABLED, true, false",
    "OTEL_EXPORTER_OTLP_ENDPOINT, http://c:4318, OTEL_TRACES_EXPORTER, none, false"
  })
  void traces_are_wanted_where_an_endpoint_is_named(
      String name, String value, String other, String otherValue, boolean wanted) {
    assertEquals(wanted, Traces.wanted(Map.of(name, value, "x" + other, "", other, otherValue)));
  }
}
