package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A team looks at how it delivers: a good deploy, one that goes back, one that is rolled back. */
class MonitoringIT {
  private static final Path EXAMPLES = Path.of("../../examples/monitoring");
  private static final Pattern SERIES =
      Pattern.compile("\\b(?:slipway|temporal|jvm|process)_[a-z_]+\\b");

  /** Told only once there has been such a failure. */
  private static final String OF_FAILURES = "temporal_request_failure_total";

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(1);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("monitoring");
  private final Installation installation =
      Installation.on(fleet, Map.of("SLIPWAY_LOG_FORMAT", "json"));

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  void numbers_of_workers_and_stats_tell_the_same_and_the_examples_ask_for_what_there_is()
      throws IOException {
    repository.commit("One", Map.of("good", "1\n"));
    repository.tag("v1");
    repository.commit("Two", Map.of("more", "2\n"));
    repository.tag("v2");
    repository.remove("Bad", "good");
    repository.tag("v3");
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        health: {command: "test -f /srv/app/current/good", within: 2s}
        """
            .formatted(fleet.gitUrl("monitoring")),
        "{batches: [1]}");

    CommandEnd unused = CommandEnd.ending(0, installation.deploy("v1"));
    unused = CommandEnd.ending(3, installation.deploy("v3"));
    unused = CommandEnd.ending(0, installation.deploy("v2"));
    unused = CommandEnd.ending(0, installation.slipway("rollback", "production"));

    CommandEnd told = CommandEnd.ending(0, installation.slipway("stats", "--output", "json"));
    JsonNode stats =
        new ObjectMapper().readTree(told.output().lines().toList().getLast()).at("/stages/0");
    assertEquals(2, stats.get("deploys").asInt(), told.output());
    assertEquals(3, stats.get("changes").asInt(), told.output());
    assertEquals(2, stats.get("failed").asInt(), told.output());
    assertTrue(stats.has("leadTime") && stats.has("restore"), told.output());

    String host = fleet.hosts().getFirst().name();
    String log = installation.workers().getFirst().output();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : log.lines().filter(l -> l.startsWith("{")).toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertTrue(
        lines.stream()
            .anyMatch(
                l ->
                    l.path("host").asText().equals(host)
                        && l.path("stage").asText().equals("production")
                        && l.has("release")
                        && l.has("workflow")
                        && l.has("exception")),
        log);

    String numbers = installation.metrics();
    assertEquals(2.0, number(numbers, "slipway_runs_total", "deploy", "succeeded"));
    assertEquals(1.0, number(numbers, "slipway_runs_total", "deploy", "reverted"));
    assertEquals(0.0, number(numbers, "slipway_runs_total", "deploy", "reverted_except"));
    assertEquals(1.0, number(numbers, "slipway_runs_total", "rollback", "succeeded"));
    assertEquals(3.0, number(numbers, "slipway_run_seconds_count", "deploy", ""));
    assertEquals(2.0, number(numbers, "slipway_lead_time_seconds_count", "deploy", ""));
    assertEquals(1.0, number(numbers, "slipway_restore_seconds_count", "rollback", ""));

    Set<String> there = series(numbers);
    there.add(OF_FAILURES);
    for (String file : List.of("alerts.yml", "grafana-dashboard.json")) {
      Set<String> wanted = series(Files.readString(EXAMPLES.resolve(file)));
      assertFalse(wanted.isEmpty());
      wanted.removeAll(there);
      assertEquals(Set.of(), wanted, file);
    }
  }

  private static Set<String> series(String text) {
    return SERIES
        .matcher(text)
        .results()
        .map(m -> m.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static double number(String numbers, String series, String kind, String outcome) {
    Pattern line =
        Pattern.compile(
            "^%s\\{application=\"app\",kind=\"%s\",%sstage=\"production\"} (.+)$"
                .formatted(
                    series, kind, outcome.isEmpty() ? "" : "outcome=\"%s\",".formatted(outcome)),
            Pattern.MULTILINE);
    Matcher found = line.matcher(numbers);
    assertTrue(found.find(), () -> "no %s in\n%s".formatted(line, numbers));
    return Double.parseDouble(found.group(1));
  }
}
