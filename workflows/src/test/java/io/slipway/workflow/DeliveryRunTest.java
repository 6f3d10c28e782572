package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.Phase;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Delivery;
import io.slipway.domain.Relay;
import io.slipway.domain.Source;
import io.slipway.domain.Target;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many hosts fetch at once, and from whom. */
final class DeliveryRunTest {
  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void no_more_hosts_than_allowed_ask_the_git_server_over_all_batches()
      throws IOException, InterruptedException {
    List<CountDownLatch> gates =
        IntStream.rangeClosed(1, 60).mapToObj(i -> hosts.gate("web" + i, "prepare")).toList();
    RunTicket ticket = bench.deploy(cloned(Fixtures.target(60), 3), "v1");

    for (int opened = 0; opened < gates.size(); opened++) {
      int done = opened;
      // A share of a batch that has ended is not given to the other.
      bench.await("a host to begin", () -> hosts.calls("prepare") > done);
      assertTrue(hosts.calls("prepare") <= opened + 3, "begun: " + hosts.calls("prepare"));
      openFirstBegun();
    }

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    Histories.record(bench, "deploy-git-parallel", ticket.workflowId());
    Histories.record(
        bench, "deploy-batch-git-parallel", WorkflowIds.batch(ticket.key(), Phase.PREPARE, 1));
  }

  @Test
  void hosts_hand_on_what_the_worker_has_sent_to_the_first_of_each_batch() throws IOException {
    RunTicket ticket = bench.deploy(relayed(Fixtures.target(60), 3), "v1");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    assertEquals(60, bench.delivery.sources().size());
    long sent = bench.delivery.sources().values().stream().filter(Optional::isEmpty).count();
    assertTrue(sent <= 4, "two of each batch at most, but the worker sent to " + sent);
    assertEquals(60, hosts.calls("prepare"));
    Histories.record(bench, "deploy-relay", ticket.workflowId());
    Histories.record(
        bench, "deploy-batch-relay", WorkflowIds.batch(ticket.key(), Phase.PREPARE, 1));
  }

  @Test
  void what_a_host_does_not_hand_on_comes_from_the_worker() {
    for (int i = 1; i <= 10; i++) {
      bench.delivery.mutes("web" + i);
    }

    RunResult result = bench.result(bench.deploy(relayed(Fixtures.target(10), 4), "v1"));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
    assertTrue(bench.delivery.sources().values().stream().allMatch(Optional::isEmpty));
  }

  @Test
  void a_host_that_is_away_keeps_no_other_from_its_release() {
    hosts.breaks("web1", "prepare", FailureType.UNREACHABLE, 99);

    RunResult result = bench.result(bench.deploy(relayed(Fixtures.target(5), 2), "v1"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertEquals(5, bench.delivery.sources().size());
  }

  /** Opens the gate of a host whose preparation has begun and not ended. */
  private void openFirstBegun() {
    String call =
        hosts.calls().stream()
            .filter(c -> c.startsWith("prepare ") && gate(c).getCount() > 0)
            .findFirst()
            .orElseThrow();
    gate(call).countDown();
  }

  private CountDownLatch gate(String call) {
    return hosts.gate(call.substring("prepare ".length()), "prepare");
  }

  private static Target relayed(Target target, int degree) {
    return Fixtures.withSource(
        target,
        new Source(
            target.source().repository(),
            Delivery.RELAY,
            null,
            false,
            false,
            null,
            new Relay(degree, 42000, 42099)));
  }

  private static Target cloned(Target target, int gitParallel) {
    return Fixtures.withSource(
        target,
        new Source(
            target.source().repository(), Delivery.CLONE, null, false, false, gitParallel, null));
  }
}
