package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.FailureType;
import io.slipway.contract.KeptHalf;
import io.slipway.contract.RetireRequest;
import io.slipway.contract.RetireWorkflow;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.contract.RunTicket;
import io.slipway.contract.StageState;
import io.slipway.contract.WarmHalf;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Color;
import io.slipway.domain.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stage whose old half is kept for an hour: web1 and web2 are blue, web3 and web4 are green. */
final class KeptHalfTest {
  private static final String OLD = "20260101000000";
  private static final Duration KEEP = Duration.ofHours(1);

  /** Not by much: while an activity goes on, the test server skips no time. */
  private static final Duration LONGER = KEEP.plusSeconds(2);

  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;
  private final Target target = Fixtures.keeping(KEEP, true);

  @BeforeEach
  void serve() {
    for (int i = 1; i <= 4; i++) {
      hosts.serves("web" + i, OLD);
    }
    bench.traffic.leaves("web3", "web4");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void deploys(String ref) throws InterruptedException {
    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(target, ref)).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
  }

  private RunSummary retired() throws InterruptedException {
    bench.await(
        "a retirement",
        () ->
            bench.status().current() == null
                && bench.status().history().getFirst().key().kind() == RunKind.RETIREMENT);
    return bench.status().history().getFirst();
  }

  private WarmHalf warm() {
    return Objects.requireNonNull(bench.status().warm());
  }

  @Test
  void the_old_half_is_retired_once_its_time_is_over() throws Exception {
    deploys("v1");
    assertEquals(Color.BLUE, warm().color());
    assertEquals("stop it", warm().retire());
    assertNull(warm().retiredAt());
    assertEquals(bench.status().history().getFirst().endedAt(), warm().until().minus(KEEP));
    assertEquals(0, hosts.calls("retire"));

    bench.skip(LONGER);

    RunSummary run = retired();
    assertEquals(RunOutcome.SUCCEEDED, run.outcome());
    assertEquals("Blue is retired on 2 hosts.", run.message());
    assertEquals(2, run.hosts());
    assertEquals(Fixtures.ANA, run.initiator());
    assertEquals(List.of("retire web1", "retire web2"), calls());
    assertNotNull(warm().retiredAt());
    assertTrue(
        bench.audit.told().contains("ENDED retirement SUCCEEDED"), bench.audit.told().toString());
    Histories.record(bench, "retirement", run.workflowId());
    Histories.record(
        bench, "stage-retirement", WorkflowIds.stage(Fixtures.SHOP, Fixtures.PRODUCTION));
  }

  private List<String> calls() {
    return hosts.calls().stream().filter(c -> c.startsWith("retire")).sorted().toList();
  }

  @Test
  void without_a_command_it_is_only_told_until_when_it_is_kept() throws Exception {
    Target plain = Fixtures.keeping(KEEP, false);
    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(plain, "v1")).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());

    bench.skip(LONGER);

    assertNull(warm().retire());
    assertEquals(1, bench.status().history().size());
  }

  @Test
  void a_run_takes_it_back_and_the_time_begins_anew_for_the_other_half() throws Exception {
    deploys("v1");
    bench.skip(Duration.ofMinutes(50));
    deploys("v2");
    bench.skip(Duration.ofMinutes(50));

    assertEquals(Color.GREEN, warm().color());
    assertEquals(List.of(), calls());

    bench.skip(Duration.ofMinutes(10).plusSeconds(2));
    assertEquals(RunOutcome.SUCCEEDED, retired().outcome());
    assertEquals(List.of("retire web3", "retire web4"), calls());
  }

  @Test
  void a_run_that_does_nothing_leaves_the_time_as_it_is() throws Exception {
    deploys("v1");
    WarmHalf before = warm();
    bench.skip(Duration.ofMinutes(10));
    hosts.breaks("web1", "prepare", FailureType.DISK_FULL, 9);
    assertEquals(RunOutcome.UNTOUCHED, bench.result(bench.deploy(target, "v2")).outcome());
    assertEquals(RunOutcome.UNTOUCHED, bench.lastOutcome());

    assertEquals(before, warm());
  }

  @Test
  void a_half_that_was_put_back_runs_again_and_is_kept_again() throws Exception {
    deploys("v1");
    bench.skip(LONGER);
    RunSummary unused = retired();
    hosts.breaks("web1", "activate", FailureType.VERIFY_FAILED, 9);
    assertEquals(RunOutcome.REVERTED, bench.result(bench.deploy(target, "v2")).outcome());
    assertEquals(RunOutcome.REVERTED, bench.lastOutcome());

    assertEquals(Color.BLUE, warm().color());
    assertNull(warm().retiredAt());
    bench.skip(LONGER);
    assertEquals(RunOutcome.SUCCEEDED, retired().outcome());
    assertEquals(2, hosts.calls("retire web1"));
  }

  @Test
  void a_rollback_within_the_time_touches_no_host_and_one_after_it_starts_all() throws Exception {
    deploys("v1");
    long before = hosts.calls("activate");
    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.rollback(target, null)).outcome());
    assertEquals(RunOutcome.SUCCEEDED, bench.lastOutcome());
    assertEquals(before, hosts.calls("activate"));

    bench.skip(LONGER);
    assertEquals("Green is retired on 2 hosts.", retired().message());
    RunTicket back = bench.rollback(target, null);
    assertEquals(RunOutcome.SUCCEEDED, bench.result(back).outcome());

    assertEquals(2, hosts.calls("activate web3"));
    assertEquals(2, hosts.calls("activate web4"));
    assertEquals(List.of("web1", "web2"), bench.traffic.out());
    Histories.record(bench, "rollback-retired", back.workflowId());
  }

  @Test
  void a_half_that_has_visitors_again_is_left_alone() throws Exception {
    deploys("v1");
    bench.traffic.enters("web2");

    bench.skip(LONGER);

    RunSummary run = retired();
    assertEquals(RunOutcome.UNTOUCHED, run.outcome());
    assertEquals(
        "Visitors are sent to web2, so that blue is left as it is. No host of blue was retired.",
        run.message());
    assertEquals(List.of(), calls());
    assertNull(bench.status().warm());
    Histories.record(bench, "retirement-refused", run.workflowId());
  }

  @Test
  void a_host_that_cannot_be_retired_is_told_and_not_put_in_quarantine() throws Exception {
    deploys("v1");
    hosts.breaks("web2", "retire", FailureType.STEP_FAILED, 9);

    bench.skip(LONGER);

    RunSummary run = retired();
    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, run.outcome());
    assertEquals("blue is retired on 1 host, but not on web2 (failed).", run.message());
    assertEquals(List.of(), bench.quarantine());
    assertNotNull(warm().retiredAt());
  }

  @Test
  void whoever_wants_the_stage_ends_a_retirement() throws Exception {
    deploys("v1");
    hosts.gate("web1", "retire");
    bench.skip(LONGER);
    bench.awaitCall("retire web1");
    RunSummary retirement = Objects.requireNonNull(bench.status().current());

    deploys("v2");

    RunSummary ended = bench.status().history().get(1);
    assertEquals(retirement.key(), ended.key());
    assertTrue(
        String.valueOf(ended.message()).startsWith("Aborted by ana@laptop: deploy of v2."),
        ended.message());
    assertEquals(Color.GREEN, warm().color());
    Histories.record(bench, "retirement-taken-back", ended.workflowId());
  }

  @Test
  void a_rollback_that_ends_a_retirement_starts_the_half_again() throws Exception {
    deploys("v1");
    hosts.gate("web1", "retire");
    bench.skip(LONGER);
    bench.awaitCall("retire web1");
    bench.awaitCall("retire web2");
    long before = hosts.calls("activate");

    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.rollback(target, null)).outcome());

    assertEquals(before + 2, hosts.calls("activate"));
    assertEquals(List.of("web3", "web4"), bench.traffic.out());
  }

  @Test
  void a_person_may_end_a_retirement_for_good() throws Exception {
    deploys("v1");
    hosts.gate("web1", "retire");
    bench.skip(LONGER);
    bench.awaitCall("retire web1");
    String id = Objects.requireNonNull(bench.status().current()).workflowId();
    var unused =
        bench
            .client()
            .newWorkflowStub(RetireWorkflow.class, id)
            .abort(new AbortRequest(Fixtures.ANA, "not now"));

    assertEquals(id, retired().workflowId());
    bench.skip(LONGER);
    assertEquals(2, bench.status().history().size());
  }

  @Test
  void the_time_is_carried_from_one_history_of_the_stage_to_the_next() throws Exception {
    Instant until = Instant.now().plus(KEEP);
    KeptHalf carried =
        new KeptHalf(
            new WarmHalf(Color.GREEN, 2, until, "stop it", null),
            new RetireRequest(target, Color.GREEN, Fixtures.ANA));
    bench.begin(StageState.fresh(Fixtures.SHOP, Fixtures.PRODUCTION).withKept(carried));
    assertEquals(Color.GREEN, warm().color());

    bench.skip(LONGER);

    assertEquals("Green is retired on 2 hosts.", retired().message());
  }

  @Test
  void while_a_run_goes_on_nothing_is_promised() throws Exception {
    deploys("v1");
    hosts.gate("web1", "prepare");
    RunTicket ticket = bench.deploy(target, "v2");
    bench.awaitCall("prepare web1");
    assertNull(bench.status().warm());
    var unused =
        bench.controls(DeployWorkflow.class, ticket).abort(new AbortRequest(Fixtures.ANA, "no"));
    assertEquals(RunOutcome.UNTOUCHED, bench.result(ticket).outcome());
    assertEquals(RunOutcome.UNTOUCHED, bench.lastOutcome());
    assertEquals(Color.BLUE, warm().color());
  }
}
