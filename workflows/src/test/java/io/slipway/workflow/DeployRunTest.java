package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.ForeignRelease;
import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.Phase;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Rollout;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class DeployRunTest {
  private static final String OLD = "20250101000000";

  private static final AbortRequest ABORT = new AbortRequest(Fixtures.ANA, null);

  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  @Tag("capistrano-ask-11")
  void makes_one_release_of_one_revision_live_on_all_hosts() {
    RunTicket ticket = bench.deploy(Fixtures.target(3, "1", "100%"), "v1");

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
    assertEquals(FakeHosts.REVISION, result.revision());
    assertEquals(ticket.key().id(), result.release());
    for (HostResult host : result.hosts()) {
      assertEquals(HostState.ACTIVE, host.state());
      assertEquals(ticket.key().id(), hosts.live(host.host().value()));
    }
    assertEquals(
        List.of("activate web1", "activate web2", "activate web3"),
        hosts.calls().stream().filter(c -> c.startsWith("activate")).sorted().toList());
    assertEquals(
        "activate web1",
        hosts.calls().stream().filter(c -> c.startsWith("activate")).findFirst().orElseThrow());
  }

  @Test
  @Tag("capistrano-ask-7")
  void removes_what_it_prepared_when_a_host_cannot_be_prepared() {
    hosts.serves("web1", OLD);
    hosts.breaks("web2", "prepare", FailureType.DISK_FULL, 9);

    RunResult result = bench.result(bench.deploy(Fixtures.target(3), "v1"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertEquals(
        List.of(HostState.DISCARDED, HostState.FAILED, HostState.DISCARDED), states(result));
    assertEquals(0, hosts.calls("activate"));
    assertEquals(1, hosts.calls("prepare web2"), "a full disk is not tried again");
    assertEquals(OLD, String.valueOf(hosts.live("web1")));
    assertEquals(List.of(), hosts.releases("web3"));
    assertTrue(result.message().contains("web2: tried to prepare"), result.message());
  }

  @Test
  @Tag("capistrano-ask-3")
  void tries_again_what_may_pass() {
    hosts.breaks("web1", "prepare", FailureType.UNREACHABLE, 2);

    RunResult result = bench.result(bench.deploy(Fixtures.target(2), "v1"));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
    assertEquals(3, hosts.calls("prepare web1"));
  }

  @Test
  @Tag("capistrano-trap-3")
  @Tag("capistrano-ask-1")
  void puts_each_host_back_on_what_it_served_itself() {
    hosts.serves("web1", OLD);
    hosts.serves("web2", "20240101000000");
    hosts.breaks("web3", "activate", FailureType.VERIFY_FAILED, 9);

    RunResult result = bench.result(bench.deploy(Fixtures.target(4, "1"), "v2"));

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertEquals(
        List.of(HostState.REVERTED, HostState.REVERTED, HostState.REVERTED, HostState.DISCARDED),
        states(result));
    assertEquals(OLD, String.valueOf(hosts.live("web1")));
    assertEquals("20240101000000", String.valueOf(hosts.live("web2")));
    assertNull(hosts.live("web3"), "a first deploy goes back to none");
    assertEquals(List.of(), hosts.releases("web4"));
    assertEquals(0, hosts.calls("activate web4"), "no batch after the failing one");
  }

  @Test
  void names_the_hosts_that_could_not_be_put_back() {
    hosts.breaks("web2", "activate", FailureType.STEP_FAILED, 9);
    hosts.breaks("web1", "revert", FailureType.PRECONDITION_FAILED, 9);

    RunResult result = bench.result(bench.deploy(Fixtures.target(2, "1"), "v2"));

    assertEquals(RunOutcome.REVERTED_EXCEPT, result.outcome());
    assertEquals(List.of(HostState.REVERT_FAILED, HostState.REVERTED), states(result));
    assertTrue(result.message().contains("Could not be put back: web1."), result.message());
    assertEquals(0, hosts.calls("discard web1"), "the live release stays");
  }

  @Test
  @Tag("capistrano-ask-3")
  void keeps_trying_to_put_a_host_back_that_is_away_for_minutes() {
    hosts.breaks("web1", "activate", FailureType.STEP_FAILED, 9);
    hosts.breaks("web1", "revert", FailureType.UNREACHABLE, 12);

    RunResult result = bench.result(bench.deploy(Fixtures.target(1), "v2"));

    assertEquals(RunOutcome.REVERTED, result.outcome());
  }

  @Test
  void migrates_once_before_anything_is_switched_and_undoes_it_after_the_revert() {
    Target target =
        Fixtures.withSteps(Fixtures.target(2), new Steps(null, Fixtures.once("up", "down"), null));
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);

    RunResult result = bench.result(bench.deploy(target, "v2"));

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertEquals(1, hosts.calls("migrate"));
    List<String> calls = hosts.calls();
    assertTrue(calls.indexOf("migrate web1") < calls.indexOf("activate web1"));
    assertTrue(calls.indexOf("unmigrate web1") > calls.indexOf("revert web1"));
    assertTrue(calls.indexOf("unmigrate web1") < calls.indexOf("discard web1"));
  }

  @Test
  void a_migration_that_was_skipped_is_told_as_such_and_not_missed_on_the_way_back() {
    Step waits =
        new Step("up", null, null, true, Duration.ofMinutes(1), null, false, List.of("db/migrate"));
    Target target = Fixtures.withSteps(Fixtures.target(2), new Steps(null, waits, null));
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);

    RunTicket ticket = bench.deploy(target, "v2");
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertEquals(List.of(), result.warnings());
    assertTrue(
        bench.events(WorkflowIds.run(ticket.key())).stream()
            .anyMatch(
                e ->
                    e.type() == EventType.MIGRATED
                        && e.message()
                            .equals(
                                "migrate: skipped, nothing changed below db/migrate since release"
                                    + " 1")));
  }

  @Test
  void says_that_a_failed_migration_cannot_be_undone() {
    Target target =
        Fixtures.withSteps(Fixtures.target(2), new Steps(null, Fixtures.once("up", null), null));
    hosts.breaks("web1", "migrate", FailureType.STEP_FAILED, 9);

    RunResult result = bench.result(bench.deploy(target, "v2"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertEquals(0, hosts.calls("activate"));
    assertTrue(
        result.warnings().stream().anyMatch(w -> w.contains("declares no undo")),
        result.warnings().toString());
    assertEquals(HostState.FAILED, states(result).getFirst());
  }

  @Test
  void asks_another_host_when_the_first_cannot_be_reached() {
    hosts.breaks("web1", "resolve", FailureType.UNREACHABLE, 3);

    RunResult result = bench.result(bench.deploy(Fixtures.target(2), "v1"));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
    assertEquals(1, hosts.calls("resolve web2"));
  }

  @Test
  void touches_nothing_when_the_revision_is_not_there() {
    hosts.breaks("web1", "resolve", FailureType.REVISION_NOT_FOUND, 9);

    RunResult result = bench.result(bench.deploy(Fixtures.target(2), "v1"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertEquals(List.of("resolve web1"), hosts.calls());
  }

  @Test
  void puts_back_what_was_switched_when_it_is_aborted() throws InterruptedException {
    Target target =
        Fixtures.withRollout(
            Fixtures.target(2),
            new Rollout(List.of(BatchSize.parse("1")), Duration.ofDays(1), 20, 3));
    RunTicket ticket = bench.deploy(target, "v1");
    bench.awaitEvent(ticket, EventType.BAKING);

    bench
        .controls(DeployWorkflow.class, ticket)
        .abort(new AbortRequest(Fixtures.ANA, "wrong branch"));
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertTrue(
        result.message().startsWith("Aborted by ana@laptop: wrong branch."), result.message());
    assertNull(hosts.live("web1"));
    assertEquals(List.of(HostState.REVERTED, HostState.DISCARDED), states(result));
  }

  @Test
  void puts_back_what_was_switched_when_it_is_cancelled_in_temporal() throws InterruptedException {
    Target target =
        Fixtures.withRollout(
            Fixtures.target(2),
            new Rollout(List.of(BatchSize.parse("1")), Duration.ofDays(1), 20, 3));
    RunTicket ticket = bench.deploy(target, "v1");
    bench.awaitEvent(ticket, EventType.BAKING);

    bench.client().newUntypedWorkflowStub(ticket.workflowId()).cancel();
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertEquals(RunOutcome.REVERTED, bench.lastOutcome(), "the stage knows, too");
    assertTrue(result.message().startsWith("The run was cancelled in Temporal."), result.message());
  }

  @Test
  void tells_what_happens_in_numbered_events() {
    RunTicket ticket = bench.deploy(Fixtures.target(2), "v1");
    RunResult result = bench.result(ticket);

    var events = bench.events(ticket.workflowId());
    for (int i = 0; i < events.size(); i++) {
      assertEquals(i + 1, events.get(i).number());
    }
    assertEquals(EventType.RUN_STARTED, events.getFirst().type());
    assertEquals(EventType.RUN_ENDED, events.getLast().type());
    assertEquals(result.message(), events.getLast().message());
    String batch =
        events.stream()
            .filter(e -> e.type() == EventType.BATCH_STARTED)
            .map(e -> String.valueOf(e.batch()))
            .findFirst()
            .orElseThrow();
    assertEquals(
        List.of(EventType.HOST_STARTED, EventType.HOST_DONE),
        bench.events(batch).stream().map(e -> e.type()).distinct().toList());
  }

  @Test
  void discards_also_on_the_host_that_could_not_be_prepared() {
    hosts.breaks("web2", "build", FailureType.STEP_FAILED, 9);
    Target target =
        Fixtures.withSteps(Fixtures.target(2), new Steps(Fixtures.onAll("make"), null, null));

    RunResult result = bench.result(bench.deploy(target, "v1"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertEquals(List.of(HostState.DISCARDED, HostState.FAILED), states(result));
    assertEquals(List.of(), hosts.releases("web2"));
  }

  @Test
  void does_not_say_discarded_of_a_host_that_could_not_be_cleaned() {
    hosts.breaks("web2", "prepare", FailureType.DISK_FULL, 9);
    hosts.breaks("web1", "discard", FailureType.UNREACHABLE, 9);

    RunResult result = bench.result(bench.deploy(Fixtures.target(2), "v1"));

    assertEquals(List.of(HostState.PREPARED, HostState.FAILED), states(result));
    assertTrue(
        result.warnings().getFirst().startsWith("could not remove release"),
        result.warnings().toString());
  }

  @Test
  @Tag("capistrano-ask-9")
  void stops_after_the_second_of_three_batches() {
    hosts.breaks("web3", "activate", FailureType.VERIFY_FAILED, 9);

    RunResult result = bench.result(bench.deploy(Fixtures.target(6, "2"), "v2"));

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertEquals(
        List.of(
            HostState.REVERTED,
            HostState.REVERTED,
            HostState.REVERTED,
            HostState.REVERTED,
            HostState.DISCARDED,
            HostState.DISCARDED),
        states(result));
    for (int i = 1; i <= 6; i++) {
      assertNull(hosts.live("web" + i));
      assertEquals(List.of(), hosts.releases("web" + i));
    }
  }

  @Test
  void stops_the_batches_beside_the_one_that_fails() throws InterruptedException {
    // 120 hosts are three batch workflows side by side, two hosts in work each.
    Target target =
        Fixtures.withRollout(Fixtures.target(120), new Rollout(List.of(), Duration.ZERO, 6, 3));
    hosts.breaks("web1", "activate", FailureType.VERIFY_FAILED, 9);
    CountDownLatch second = hosts.gate("web41", "activate");
    CountDownLatch third = hosts.gate("web42", "activate");
    RunTicket ticket = bench.deploy(target, "v2");
    bench.await(
        "the failing batch's end",
        () ->
            bench.events(ticket.workflowId()).stream()
                .anyMatch(e -> e.type() == EventType.BATCH_ENDED && e.phase() == Phase.ACTIVATE));
    second.countDown();
    third.countDown();

    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertTrue(hosts.calls("activate") < 100, "activated " + hosts.calls("activate"));
    for (HostResult host : result.hosts()) {
      assertNull(hosts.live(host.host().value()));
    }
  }

  @Test
  void undoes_a_migration_that_failed_half_way() {
    Target target =
        Fixtures.withSteps(Fixtures.target(2), new Steps(null, Fixtures.once("up", "down"), null));
    hosts.breaks("web1", "migrate", FailureType.STEP_FAILED, 9);

    RunResult result = bench.result(bench.deploy(target, "v2"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertFalse(hosts.migrated("web1"));
    assertEquals(1, hosts.calls("unmigrate"));
    assertEquals(0, hosts.calls("revert"), "nothing was switched");
  }

  @Test
  @Tag("capistrano-ask-8")
  void a_clean_up_that_fails_is_a_warning() {
    hosts.breaks("web2", "finish", FailureType.STEP_FAILED, 9);

    RunResult result = bench.result(bench.deploy(Fixtures.target(2), "v2"));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
    assertEquals(List.of(HostState.ACTIVE, HostState.ACTIVE), states(result));
    assertEquals(1, result.warnings().size());
  }

  @Test
  void cannot_be_aborted_twice_nor_when_it_is_reverting() throws InterruptedException {
    hosts.breaks("web1", "activate", FailureType.VERIFY_FAILED, 9);
    CountDownLatch gate = hosts.gate("web1", "revert");
    RunTicket ticket = bench.deploy(Fixtures.target(1), "v1");
    bench.awaitCall("revert web1");

    var refused =
        assertThrows(
            WorkflowUpdateException.class,
            () -> bench.controls(DeployWorkflow.class, ticket).abort(ABORT));
    bench.controls(DeployWorkflow.class, ticket).abortUnanswered(ABORT);
    gate.countDown();

    assertTrue(String.valueOf(refused.getCause()).contains("too late"), refused.toString());
    assertTrue(bench.result(ticket).message().startsWith("Could not activate web1"));
  }

  @Test
  void a_build_leaves_known_what_hosts_serve() {
    hosts.serves("web1", OLD);
    hosts.serves("web2", new ForeignRelease("12", "Deployer", FakeHosts.REVISION, true));
    hosts.breaks("web3", "prepare", FailureType.DISK_FULL, 9);
    // Else the last word is that of the phase that takes the release away.
    hosts.breaks("web1", "discard", FailureType.PRECONDITION_FAILED, 9);
    hosts.breaks("web2", "discard", FailureType.PRECONDITION_FAILED, 9);
    Target target =
        Fixtures.withSteps(Fixtures.target(3), new Steps(Fixtures.onAll("make"), null, null));

    RunResult result = bench.result(bench.deploy(target, "v1"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertEquals(1, hosts.calls("build web1"));
    assertEquals(OLD, String.valueOf(result.hosts().get(0).live()));
    assertEquals("12 of Deployer", result.hosts().get(1).foreign());
  }

  @Test
  void reads_well_in_the_web_ui_also_with_a_very_long_ref() {
    String ref = "feature/ü".repeat(200);

    RunTicket ticket = bench.deploy(Fixtures.target(2), ref);

    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
  }

  @Test
  void keeps_histories_small_with_a_thousand_hosts() {
    Target target =
        Fixtures.withRollout(Fixtures.target(1000), new Rollout(List.of(), Duration.ZERO, 200, 3));

    RunTicket ticket = bench.deploy(target, "v1");
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
    assertEquals(1000, result.hosts().size());
    assertTrue(bench.history(ticket.workflowId()).getEvents().size() < 5_000);
    String batch = WorkflowIds.batch(ticket.key(), Phase.PREPARE, 20);
    assertTrue(bench.history(batch).getEvents().size() < 5_000);
  }

  private static List<HostState> states(RunResult result) {
    return result.hosts().stream().map(HostResult::state).toList();
  }
}
