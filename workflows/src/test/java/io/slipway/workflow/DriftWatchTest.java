package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Difference;
import io.slipway.contract.DriftKind;
import io.slipway.contract.DriftOrder;
import io.slipway.contract.DriftSeen;
import io.slipway.contract.DriftWatchWorkflow;
import io.slipway.contract.FailureType;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.StageStatus;
import io.slipway.contract.TaskQueues;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DriftWatchTest {
  private static final String ID = "drift/shop/production-1";

  private final StageBench bench = new StageBench();
  private final Target target = Fixtures.target(3, "1");

  @BeforeEach
  void allServeTheSame() {
    target.hosts().forEach(h -> bench.hosts.serves(h.name().value(), "20260101000000"));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private DriftSeen look(@Nullable String command) {
    return bench
        .client()
        .newWorkflowStub(
            DriftWatchWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(ID)
                .setTaskQueue(TaskQueues.WORKFLOWS)
                .build())
        .run(new DriftOrder(target, Fixtures.ANA, command));
  }

  private static List<Difference> differences(DriftSeen seen) {
    return Objects.requireNonNull(seen.report()).differences();
  }

  private void webTwoDiffers() {
    bench.hosts.serves("web2", "20260201000000");
  }

  @Test
  void tells_what_has_appeared() throws IOException {
    webTwoDiffers();
    bench.hosts.breaks("web3", "observe", FailureType.AUTHENTICATION_REFUSED, 9);

    DriftSeen seen = look("notify-ops");

    assertTrue(seen.told());
    assertEquals(2, differences(seen).size());
    assertEquals(
        List.of(DriftKind.WRONG_RELEASE, DriftKind.UNREACHABLE),
        bench.watch.told().getFirst().appeared().stream().map(d -> d.kind()).toList());
    Histories.record(bench, "drift-watch", ID);
  }

  @Test
  void tells_nothing_when_nothing_differs() {
    assertEquals(List.of(), differences(look("notify-ops")));
    assertEquals(List.of(), bench.watch.told());
  }

  @Test
  void a_notification_that_fails_fails_no_look() {
    webTwoDiffers();
    bench.watch.isDeaf();

    DriftSeen seen = look("notify-ops");

    assertTrue(!seen.told());
    assertEquals("nobody hears", seen.trouble());
  }

  @Test
  void a_stage_on_which_something_runs_is_not_judged() {
    webTwoDiffers();
    RunKey key =
        new RunKey(
            Fixtures.SHOP, Fixtures.PRODUCTION, RunKind.DEPLOY, ReleaseId.of("20260201000000"));
    bench.watch.stageIs(busy(key));

    assertNull(look("notify-ops").report());
    assertEquals(0, bench.hosts.calls("observe"));
  }

  private static StageStatus busy(RunKey key) {
    return new StageStatus(
        new io.slipway.contract.RunSummary(
            key,
            "deploy/shop/production/20260201000000",
            Fixtures.ANA,
            "v1",
            null,
            null,
            key.id(),
            3,
            java.time.Instant.parse("2026-02-01T00:00:00Z"),
            null,
            null,
            null),
        List.of());
  }
}
