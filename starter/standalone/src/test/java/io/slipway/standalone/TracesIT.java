package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.FreePorts;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Program;
import io.slipway.testbench.TraceCollector;
import io.slipway.testbench.TraceCollector.Span;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A deploy is one trace, from the command to each step on each host. */
class TracesIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String SECRET = "correct-horse-battery-staple";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String JOB = "b7ad6b7169203331";

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("traced");
  private final TraceCollector collector = TraceCollector.start();
  private final Map<String, String> traced =
      Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_BSP_SCHEDULE_DELAY", "200");

  @AfterEach
  void close() {
    collector.close();
    repository.close();
  }

  private Installation installation(Map<String, String> environment, String build) {
    repository.commit("One", Map.of("good", "1\n"));
    repository.tag("v1");
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put("SLIPWAY_SECRETS_ENV", "CANARY");
    all.put("CANARY", SECRET);
    all.put("SLIPWAY_LOG_FORMAT", "json");
    Installation installation = Installation.on(fleet, all);
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        secrets: {CANARY: "env:CANARY"}
        steps:
          build: {run: '%s', secrets: [CANARY]}
        """
            .formatted(fleet.gitUrl("traced"), build),
        "{batches: [1, 100%]}");
    return installation;
  }

  private static String[] deploy() {
    return new String[] {"deploy", "production", "--revision", "v1"};
  }

  private Span only(String name) {
    List<Span> found =
        Eventually.get(
            SOON,
            "a span of " + name,
            () -> Optional.of(collector.spans(name)).filter(all -> !all.isEmpty()));
    assertEquals(1, found.size(), found.toString());
    return found.getFirst();
  }

  private Span parent(Span span) {
    return collector.spans().stream()
        .filter(s -> s.spanId().equals(span.parentId()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(span + " has no parent in " + collector.spans()));
  }

  /** Whose part each of them is, up to the root. */
  private String line(Span span) {
    return span.parentId().isEmpty() || span.parentId().equals(JOB)
        ? span.name()
        : line(parent(span)) + " > " + span.name();
  }

  @Test
  void a_deploy_is_one_trace_that_goes_on_from_a_job_of_ci() {
    try (Installation installation = installation(traced, "true")) {
      Map<String, String> job = new LinkedHashMap<>(traced);
      job.put("TRACEPARENT", "00-%s-%s-01".formatted(TRACE, JOB));
      CommandEnd unused = CommandEnd.ending(0, installation.slipway(job, deploy()));

      Span command = only("slipway deploy");
      assertEquals(JOB, command.parentId());
      assertEquals("slipway", command.service());
      Span run = only("deploy");
      assertEquals(command.spanId(), run.parentId());
      assertEquals("slipway-worker", run.service());
      assertEquals("SUCCEEDED", run.attributes().get("slipway.outcome"));
      assertEquals("app", run.attributes().get("slipway.application"));
      assertEquals("production", run.attributes().get("slipway.stage"));
      assertEquals(
          List.of(), collector.spans().stream().filter(s -> !s.traceId().equals(TRACE)).toList());
      assertEquals(List.of(), collector.spans().stream().filter(Span::failed).toList());

      Map<String, Span> byId =
          collector.spans().stream().collect(Collectors.toMap(Span::spanId, Function.identity()));
      for (FleetHost host : fleet.hosts()) {
        Span activate =
            byId.values().stream()
                .filter(s -> s.name().equals("host activate"))
                .filter(s -> host.name().equals(s.attributes().get("slipway.host")))
                .findFirst()
                .orElseThrow();
        assertEquals("1", activate.attributes().get("slipway.attempt"));
        assertEquals("activate", activate.attributes().get("slipway.phase"));
        assertEquals(
            run.attributes().get("slipway.release"), activate.attributes().get("slipway.release"));
        assertEquals("slipway deploy > deploy > batch > host activate", line(activate));
      }
      assertEquals(
          new TreeSet<>(
              List.of(
                  "slipway deploy > deploy > batch > host activate > symlink",
                  "slipway deploy > deploy > batch > host prepare > checkout",
                  "slipway deploy > deploy > batch > host build > build")),
          collector.spans().stream()
              .filter(s -> List.of("symlink", "checkout", "build").contains(s.name()))
              .map(this::line)
              .collect(Collectors.toCollection(TreeSet::new)));
      assertEquals(2, collector.spans("symlink").size());
      for (Span span : byId.values()) {
        assertTrue(span.begin() <= span.end(), span.toString());
        assertTrue(
            span.parentId().equals(JOB) || parent(span).begin() <= span.begin() + 1_000_000,
            "%s begins before %s".formatted(span, span.parentId()));
      }

      // Another worker replays the run for whoever asks about it.
      Program second = installation.startWorker();
      Program first = installation.workers().getFirst();
      first.terminate();
      int ended = first.awaitExit(SOON);
      assertEquals(0, ended, first.output());
      CommandEnd watched = CommandEnd.ending(0, installation.slipway("watch", "production"));
      assertFalse(watched.output().isEmpty());
      second.terminate();
      ended = second.awaitExit(SOON);
      assertEquals(0, ended, second.output());
      assertEquals(1, collector.spans("deploy").size());
    }
  }

  @Test
  void a_failed_deploy_tells_what_failed_and_no_secret_and_no_command() {
    try (Installation installation = installation(traced, "echo $CANARY >&2; exit 3")) {
      CommandEnd end = CommandEnd.ending(1, installation.slipway(traced, deploy()));
      assertFalse(end.output().contains(SECRET), end.output());

      Span command = only("slipway deploy");
      assertEquals("", command.parentId());
      assertTrue(command.failed());
      assertEquals("FAILED", command.attributes().get("error.type"));
      assertEquals("1", command.attributes().get("slipway.exit_code"));
      Span run = only("deploy");
      assertTrue(run.failed());
      assertEquals("UNTOUCHED", run.attributes().get("slipway.outcome"));
      Span build =
          collector.spans("host build").stream().filter(Span::failed).findFirst().orElseThrow();
      assertEquals("STEP_FAILED", build.attributes().get("error.type"));
      assertEquals("build", build.attributes().get("slipway.step"));
      assertTrue(build.message().contains("it ended with status 3"), build.message());
      String log = installation.workers().getFirst().output();
      assertTrue(log.contains("\"trace_id\":\"%s\"".formatted(run.traceId())), log);
      assertTrue(log.contains("\"span_id\":\"%s\"".formatted(build.spanId())), log);
      String everything = collector.everything();
      assertFalse(everything.contains(SECRET));
      assertFalse(everything.contains("CANARY"));
    }
  }

  @Test
  void without_a_collector_all_goes_on_and_one_line_tells_of_it() {
    Map<String, String> nowhere =
        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + FreePorts.next());
    try (Installation installation = installation(nowhere, "true")) {
      CommandEnd end = CommandEnd.ending(0, installation.slipway(nowhere, deploy()));

      assertEquals(
          1,
          end.output().lines().filter(line -> line.contains("Tried to send traces")).count(),
          end.output());
    }
  }

  @Test
  void a_run_whose_command_wants_no_traces_has_one_of_its_own() {
    try (Installation installation = installation(traced, "true")) {
      CommandEnd unused =
          CommandEnd.ending(
              0,
              installation.slipway(
                  Map.of("TRACEPARENT", "00-%s-%s-01".formatted(TRACE, JOB)), deploy()));

      Span run = only("deploy");
      assertEquals("", run.parentId());
      assertEquals(List.of(), collector.spans("slipway deploy"));
      assertEquals(
          List.of(),
          collector.spans().stream().filter(s -> !s.traceId().equals(run.traceId())).toList());
    }
  }
}
