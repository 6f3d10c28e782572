package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunTicket;
import io.slipway.domain.Host;
import io.slipway.domain.Target;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done on hosts of a site is asked of its workers. */
final class SitesTest {
  private static final String NORTH = "slipway-hosts-north";
  private static final String ELSEWHERE = "slipway-hosts";

  private final StageBench bench = new StageBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private Map<String, Set<String>> askedBy(Target target) {
    RunTicket ticket = bench.deploy(target, "v1");
    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    Map<String, Set<String>> asked = new TreeMap<>();
    collect(ticket.workflowId(), asked);
    return asked;
  }

  /** The names of activities by their task queue, of a workflow and of its children. */
  private void collect(String workflow, Map<String, Set<String>> asked) {
    List<String> children = new ArrayList<>();
    for (HistoryEvent event : bench.history(workflow).getEvents()) {
      if (event.hasActivityTaskScheduledEventAttributes()) {
        var activity = event.getActivityTaskScheduledEventAttributes();
        asked
            .computeIfAbsent(activity.getTaskQueue().getName(), q -> new TreeSet<>())
            .add(activity.getActivityType().getName());
      } else if (event.hasStartChildWorkflowExecutionInitiatedEventAttributes()) {
        children.add(
            event.getStartChildWorkflowExecutionInitiatedEventAttributes().getWorkflowId());
      }
    }
    children.forEach(child -> collect(child, asked));
  }

  @Test
  void a_stage_of_one_site_is_wholly_in_the_hands_of_its_workers() {
    for (int i = 1; i <= 4; i++) {
      bench.hosts.serves("web" + i, "20260101000000");
    }
    bench.traffic.leaves("web3", "web4");
    Target target = Fixtures.blueGreen(2);

    Map<String, Set<String>> asked =
        askedBy(target.withHosts(target.hosts().stream().map(h -> h.at(Fixtures.NORTH)).toList()));

    assertTrue(
        Objects.requireNonNull(asked.get(NORTH))
            .containsAll(
                List.of(
                    "SourceResolve",
                    "HostPrepare",
                    "HostActivate",
                    "HostFinish",
                    "HostInspect",
                    "TrafficCrowd",
                    "TrafficMove")),
        asked.toString());
    assertEquals(Set.of("AuditNote"), asked.get(ELSEWHERE), asked.toString());
  }

  @Test
  void each_host_is_left_to_whoever_reaches_it() {
    Target target = Fixtures.target(2);
    List<Host> hosts = target.hosts();

    Map<String, Set<String>> asked =
        askedBy(target.withHosts(List.of(hosts.getFirst().at(Fixtures.NORTH), hosts.getLast())));

    for (String queue : List.of(NORTH, ELSEWHERE)) {
      assertTrue(
          Objects.requireNonNull(asked.get(queue))
              .containsAll(List.of("HostPrepare", "HostActivate", "HostFinish")),
          asked.toString());
    }
    assertEquals(
        new TreeSet<>(List.of("slipway", ELSEWHERE, NORTH)), new TreeSet<>(asked.keySet()));
  }
}
