package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Phase;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunTicket;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Delivery;
import io.slipway.domain.Source;
import io.slipway.domain.Target;
import java.io.IOException;
import java.util.List;
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

  private static Target cloned(Target target, int gitParallel) {
    return Fixtures.withSource(
        target,
        new Source(target.source().repository(), Delivery.CLONE, null, false, false, gitParallel));
  }
}
