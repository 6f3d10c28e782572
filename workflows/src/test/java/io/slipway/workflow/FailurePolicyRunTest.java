package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.AbortRequest;
import io.slipway.contract.ContinueRequest;
import io.slipway.contract.DeployRequest;
import io.slipway.contract.DeployWorkflow;
import io.slipway.contract.EventType;
import io.slipway.contract.ExcludeRequest;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.Quarantined;
import io.slipway.contract.RetryRequest;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.domain.HostName;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a run when hosts fail: left behind, waited for, decided by a person. */
final class FailurePolicyRunTest {
  private static final String OLD = "20250101000000";

  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  @Tag("capistrano-ask-3")
  void puts_back_the_one_host_that_fails_and_goes_on_within_the_budget() {
    hosts.serves("web2", OLD);
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);

    RunTicket ticket = bench.deploy(target(4, OnFailure.REVERT, "1", "0", "1"), "v1");
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(
        List.of(HostState.ACTIVE, HostState.REVERTED, HostState.ACTIVE, HostState.ACTIVE),
        states(result));
    assertEquals(OLD, String.valueOf(hosts.live("web2")));
    assertEquals(1, hosts.releases("web2").size(), "the new release is removed there");
    assertTrue(result.message().contains("but not on web2 (failed, put back)"), result.message());
    assertEquals(List.of(), bench.quarantine());
  }

  @Test
  void stops_the_hosts_beside_when_a_failure_exceeds_the_budget() {
    for (int i = 1; i <= 100; i++) {
      hosts.breaks("web" + i, "activate", FailureType.VERIFY_FAILED, 9);
    }

    RunResult result =
        bench.result(bench.deploy(target(300, OnFailure.REVERT, "4", "0", "100%"), "v1"));

    assertEquals(RunOutcome.REVERTED, result.outcome());
    for (HostResult host : result.hosts()) {
      assertNull(hosts.live(host.host().value()));
    }
  }

  @Test
  @Tag("capistrano-ask-3")
  void brings_a_host_that_was_away_to_the_release_when_all_others_have_it() {
    hosts.breaks("web1", "prepare", FailureType.UNREACHABLE, 4);

    RunResult result =
        bench.result(bench.deploy(target(3, OnFailure.REVERT, "0", "1", "100%"), "v1"));

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    List<String> calls = hosts.calls();
    assertTrue(calls.lastIndexOf("activate web1") > calls.lastIndexOf("activate web3"));
  }

  @Test
  @Tag("capistrano-ask-3")
  void lists_hosts_that_stay_away_and_the_next_run_mends_them_first() {
    Target target = target(3, OnFailure.REVERT, "0", "1", "100%");
    hosts.breaks("web1", "prepare", FailureType.UNREACHABLE, 999);

    RunTicket first = bench.deploy(target, "v1");
    RunResult result = bench.result(first);
    hosts.breaks("web1", "prepare", FailureType.UNREACHABLE, 0);
    List<Quarantined> quarantine = bench.quarantine();
    RunResult second = bench.result(bench.deploy(target, "v2"));

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(HostState.SKIPPED, states(result).getFirst());
    assertEquals(
        List.of("web1 " + first.key().id()),
        quarantine.stream().map(q -> q.host() + " " + q.run()).toList());
    assertEquals(RunOutcome.SUCCEEDED, second.outcome(), second.message());
    List<String> calls = hosts.calls();
    assertTrue(calls.lastIndexOf("revert web1") < calls.lastIndexOf("prepare web1"));
    assertEquals(List.of(), bench.quarantine());
  }

  @Test
  void quarantines_a_host_that_could_not_be_put_back() throws InterruptedException {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);
    hosts.breaks("web1", "revert", FailureType.PRECONDITION_FAILED, 1);
    Target target = target(2, OnFailure.REVERT, "0", "0", "1");

    RunTicket first = bench.deploy(target, "v1");
    RunResult result = bench.result(first);
    assertEquals(RunOutcome.REVERTED_EXCEPT, bench.lastOutcome());
    List<Quarantined> quarantine = bench.quarantine();
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 0);
    RunResult second = bench.result(bench.deploy(target, "v2"));

    assertEquals(RunOutcome.REVERTED_EXCEPT, result.outcome());
    assertEquals(List.of(HostName.of("web1")), quarantine.stream().map(q -> q.host()).toList());
    assertEquals(RunOutcome.SUCCEEDED, second.outcome(), second.message());
    assertEquals(
        List.of(second.release()), hosts.releases("web1"), "what the first run left is away");
  }

  @Test
  void a_host_that_stays_away_keeps_what_is_to_be_mended_there() throws InterruptedException {
    RunTicket first = leaving("web1");
    hosts.breaks("web1", "inspect", FailureType.UNREACHABLE, 999);
    hosts.breaks("web1", "revert", FailureType.UNREACHABLE, 999);

    RunResult second = bench.result(bench.deploy(target(2, OnFailure.REVERT, "0", "1", "1"), "v2"));
    bench.await("the stage to be free", () -> bench.status().current() == null);

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, second.outcome(), second.message());
    assertEquals(
        List.of("web1 " + first.key().id()),
        bench.quarantine().stream().map(q -> q.host() + " " + q.run()).toList());
  }

  @Test
  void a_host_that_comes_back_late_is_mended_before_it_is_brought_to_the_release()
      throws InterruptedException {
    leaving("web1");
    hosts.breaks("web1", "inspect", FailureType.UNREACHABLE, 3);
    hosts.breaks("web1", "revert", FailureType.PRECONDITION_FAILED, 0);
    int before = hosts.calls().size();

    RunResult second = bench.result(bench.deploy(target(2, OnFailure.REVERT, "0", "1", "1"), "v2"));

    assertEquals(RunOutcome.SUCCEEDED, second.outcome(), second.message());
    List<String> calls = hosts.calls().subList(before, hosts.calls().size());
    assertTrue(calls.indexOf("revert web1") > calls.indexOf("activate web2"), calls.toString());
    assertTrue(calls.indexOf("revert web1") < calls.indexOf("prepare web1"), calls.toString());
    assertEquals(List.of(second.release()), hosts.releases("web1"));
  }

  /** A deploy to two hosts that leaves the first of them on its own release. */
  private RunTicket leaving(String host) throws InterruptedException {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);
    hosts.breaks(host, "revert", FailureType.PRECONDITION_FAILED, 1);
    RunTicket ticket = bench.deploy(target(2, OnFailure.REVERT, "0", "0", "1"), "v1");
    assertEquals(RunOutcome.REVERTED_EXCEPT, bench.result(ticket).outcome());
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 0);
    bench.await("the stage to be free", () -> bench.status().current() == null);
    return ticket;
  }

  @Test
  void deploys_to_a_host_in_quarantine_that_other_hands_have_seen_to() {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);
    hosts.breaks("web1", "revert", FailureType.PRECONDITION_FAILED, 2);
    Target target = target(2, OnFailure.REVERT, "0", "0", "1");
    RunResult first = bench.result(bench.deploy(target, "v1"));
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 0);

    RunResult second = bench.result(bench.deploy(target, "v2"));

    assertEquals(RunOutcome.REVERTED_EXCEPT, first.outcome());
    assertEquals(RunOutcome.SUCCEEDED, second.outcome(), second.message());
    assertTrue(
        second.warnings().getFirst().startsWith("Not put back first: web1"),
        second.warnings().toString());
  }

  @Test
  void asks_a_host_that_was_lost_in_its_switch_before_anything_is_done_again() {
    hosts.breaks("web1", "activate", FailureType.UNKNOWN_OUTCOME, 4);

    RunTicket ticket = bench.deploy(target(2, OnFailure.REVERT, "0", "0", "1"), "v1");
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(1, hosts.calls("inspect web1"));
  }

  @Test
  void gives_a_lost_host_up_in_time_and_says_that_it_is_not_known() {
    hosts.breaks("web1", "activate", FailureType.UNKNOWN_OUTCOME, 999);
    hosts.breaks("web1", "inspect", FailureType.UNREACHABLE, 999);
    hosts.breaks("web1", "revert", FailureType.PRECONDITION_FAILED, 999);

    RunResult result = bench.result(bench.deploy(target(3, OnFailure.REVERT, "1", "0", "1"), "v1"));

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(
        List.of(HostState.REVERT_FAILED, HostState.ACTIVE, HostState.ACTIVE), states(result));
    assertEquals(1, bench.quarantine().size());
    List<String> calls = hosts.calls();
    assertTrue(
        calls.indexOf("revert web1") > calls.indexOf("activate web3"),
        "nobody waits for the lost host");
  }

  @Test
  void waits_for_a_git_server_that_is_down_and_blames_no_host() {
    hosts.breaks("web1", "prepare", FailureType.SOURCE_UNREACHABLE, 12);

    RunTicket ticket = bench.deploy(target(2, OnFailure.REVERT, "0", "0", "1"), "v1");
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertNull(result.hosts().getFirst().failure());
  }

  @Test
  void gives_up_waiting_in_the_end_and_leaves_everything_untouched() {
    hosts.breaks("web1", "prepare", FailureType.SOURCE_UNREACHABLE, 9_999);

    RunResult result = bench.result(bench.deploy(target(2, OnFailure.REVERT, "5", "5", "1"), "v1"));

    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
  }

  @Test
  void waits_for_a_person_who_lets_the_failed_host_be_tried_again() throws InterruptedException {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 1);
    RunTicket ticket = paused(target(3, OnFailure.PAUSE, "0", "0", "1"));
    assertTrue(bench.status().current() != null && bench.status().current().pause() != null);

    run(ticket).retry(new RetryRequest(Fixtures.ANA, "disk was full", List.of(), "restart"));
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(2, hosts.calls("activate web2"));
    assertEquals(1, hosts.calls("activate web1"), "who is done is not done again");
    assertEquals(List.of("restart"), hosts.from("activate web2"));
  }

  @Test
  void begins_with_the_checkout_when_a_person_wants_so() throws InterruptedException {
    hosts.serves("web2", OLD);
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 1);
    RunTicket ticket = paused(target(2, OnFailure.PAUSE, "0", "0", "1"));

    run(ticket)
        .retry(new RetryRequest(Fixtures.ANA, null, List.of(HostName.of("web2")), "checkout"));
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(
        List.of(
            "prepare web2",
            "activate web2",
            "revert web2",
            "discard web2",
            "prepare web2",
            "activate web2",
            "finish web2"),
        hosts.calls().stream().filter(c -> c.endsWith("web2")).toList());
  }

  @Test
  void goes_on_without_the_failed_host_when_told_to_continue() throws InterruptedException {
    hosts.breaks("web1", "activate", FailureType.VERIFY_FAILED, 9);
    hosts.breaks("web3", "activate", FailureType.VERIFY_FAILED, 9);
    RunTicket ticket = paused(target(4, OnFailure.PAUSE, "0", "0", "1"));

    run(ticket).goOn(new ContinueRequest(Fixtures.ANA, null));
    bench.await("a second pause", () -> pauses(ticket) == 2);
    run(ticket).goOnUnanswered(null);
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(
        List.of(HostState.REVERTED, HostState.ACTIVE, HostState.REVERTED, HostState.ACTIVE),
        states(result));
  }

  @Test
  void leaves_a_host_out_and_goes_on_when_that_was_all() throws InterruptedException {
    hosts.breaks("web2", "prepare", FailureType.DISK_FULL, 9);
    RunTicket ticket = paused(target(3, OnFailure.PAUSE, "0", "0", "1"));

    run(ticket).exclude(new ExcludeRequest(Fixtures.ANA, null, List.of(HostName.of("web2"))));
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(List.of(HostState.ACTIVE, HostState.EXCLUDED, HostState.ACTIVE), states(result));
    assertEquals(0, hosts.calls("activate web2"));
  }

  @Test
  void excludes_a_host_whose_turn_has_not_come() throws InterruptedException {
    var gate = hosts.gate("web1", "activate");
    RunTicket ticket = bench.deploy(target(3, OnFailure.REVERT, "0", "0", "1"), "v1");
    bench.awaitCall("activate web1");

    run(ticket).exclude(new ExcludeRequest(Fixtures.ANA, null, List.of(HostName.of("web3"))));
    var busy =
        StageBench.refusal(
            () ->
                run(ticket)
                    .exclude(new ExcludeRequest(Fixtures.ANA, null, List.of(HostName.of("web1")))));
    gate.countDown();
    RunResult result = bench.result(ticket);

    assertTrue(busy.getOriginalMessage().contains("web1: in work"), busy.getOriginalMessage());
    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(0, hosts.calls("activate web3"));
    assertEquals(List.of(), hosts.releases("web3"));
  }

  @Test
  void keeps_what_is_done_when_it_is_aborted_so() throws InterruptedException {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);
    RunTicket ticket = paused(target(3, OnFailure.PAUSE, "0", "0", "1"));

    run(ticket).abort(new AbortRequest(Fixtures.ANA, "enough", true));
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertTrue(result.message().startsWith("Aborted by ana@laptop: enough."), result.message());
    assertEquals(
        List.of(HostState.ACTIVE, HostState.REVERTED, HostState.DISCARDED), states(result));
  }

  @Test
  void puts_everything_back_when_nobody_decides() {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);

    RunResult result = bench.result(bench.deploy(target(3, OnFailure.PAUSE, "0", "0", "1"), "v1"));

    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertTrue(result.message().contains("Nobody has decided in time"), result.message());
  }

  @Test
  void refuses_choices_that_make_no_sense_and_tells_of_refused_signals()
      throws InterruptedException {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);
    RunTicket ticket = paused(target(3, OnFailure.PAUSE, "0", "0", "1"));
    DeployWorkflow run = run(ticket);

    var sound =
        StageBench.refusal(
            () ->
                run.retry(
                    new RetryRequest(Fixtures.ANA, null, List.of(HostName.of("web1")), null)));
    var step =
        StageBench.refusal(
            () -> run.retry(new RetryRequest(Fixtures.ANA, null, List.of(), "migrate")));
    run.excludeUnanswered(null);
    bench.awaitEvent(ticket, EventType.WARNING);
    run.abortUnanswered(null);
    RunResult result = bench.result(ticket);

    assertTrue(sound.getOriginalMessage().contains("web1: has not failed"), sound.toString());
    assertTrue(step.getOriginalMessage().contains("tried again from: checkout"), step.toString());
    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertTrue(
        result.warnings().stream().anyMatch(w -> w.contains("Signal exclude is refused")),
        result.warnings().toString());
  }

  @Test
  @Tag("capistrano-ask-1")
  void an_irreversible_migration_turns_a_revert_into_a_pause() throws InterruptedException {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);
    RunTicket ticket =
        paused(
            Fixtures.withSteps(
                target(3, OnFailure.REVERT, "0", "0", "1"), new Steps(null, forGood(), null)));
    assertTrue(pauseText(ticket).contains("cannot be undone"), pauseText(ticket));

    run(ticket).abort(new AbortRequest(Fixtures.ANA, null));
    RunResult result = bench.result(ticket);

    assertEquals(RunOutcome.REVERTED, result.outcome(), "a person may do so");
  }

  @Test
  void what_is_irreversible_is_kept_when_nobody_decides() {
    hosts.breaks("web3", "activate", FailureType.VERIFY_FAILED, 9);
    Target target =
        Fixtures.withSteps(
            target(3, OnFailure.REVERT, "0", "0", "1"), new Steps(null, forGood(), null));

    RunResult result = bench.result(bench.deploy(target, "v1"));

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(List.of(HostState.ACTIVE, HostState.ACTIVE, HostState.REVERTED), states(result));
  }

  @Test
  void a_failed_migration_is_tried_again_by_a_person() throws InterruptedException {
    hosts.breaks("web1", "migrate", FailureType.STEP_FAILED, 1);
    RunTicket ticket =
        paused(
            Fixtures.withSteps(
                target(2, OnFailure.PAUSE, "0", "0", "1"),
                new Steps(null, Fixtures.once("up", "down"), null)));
    var held =
        StageBench.refusal(
            () ->
                run(ticket)
                    .exclude(new ExcludeRequest(Fixtures.ANA, null, List.of(HostName.of("web1")))));

    run(ticket).retry(new RetryRequest(Fixtures.ANA, null, List.of(), null));
    RunResult result = bench.result(ticket);

    assertTrue(held.getOriginalMessage().contains("runs the migration"), held.toString());
    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(2, hosts.calls("migrate web1"));
    assertEquals(List.of("migrate"), hosts.from("migrate web1"));
  }

  @Test
  void resumes_the_same_release_on_the_hosts_that_lack_it() {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 1);
    Target target = target(3, OnFailure.CONTINUE, "0", "0", "1");
    RunResult first = bench.result(bench.deploy(target, "v1"));
    assertFalse(first.release() == null);

    RunResult second =
        bench.result(
            bench.deploy(
                new DeployRequest(
                    target.withHosts(List.of(target.hosts().get(1))),
                    FakeHosts.REVISION.value(),
                    Fixtures.ANA,
                    null,
                    first.release())));

    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, first.outcome());
    assertEquals(RunOutcome.SUCCEEDED, second.outcome(), second.message());
    for (int i = 1; i <= 3; i++) {
      assertEquals(first.release(), hosts.live("web" + i));
    }
  }

  @Test
  void a_fleet_of_which_nobody_is_left_is_no_success() {
    hosts.breaks("web1", "activate", FailureType.VERIFY_FAILED, 9);
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);

    RunResult result =
        bench.result(bench.deploy(target(2, OnFailure.CONTINUE, "0", "0", "1"), "v1"));

    assertEquals(RunOutcome.REVERTED, result.outcome(), result.message());
  }

  private static Step forGood() {
    return new Step("up", null, null, true, Duration.ofMinutes(10), null, true, List.of());
  }

  private static Target target(
      int count, OnFailure onFailure, String maxFailures, String maxUnreachable, String batch) {
    return Fixtures.withRollout(
        Fixtures.target(count), Fixtures.reacting(onFailure, maxFailures, maxUnreachable, batch));
  }

  private RunTicket paused(Target target) throws InterruptedException {
    RunTicket ticket = bench.deploy(target, "v1");
    bench.awaitEvent(ticket, EventType.PAUSED);
    bench.await(
        "the stage to know of the pause",
        () -> {
          var current = bench.status().current();
          return current != null && current.pause() != null;
        });
    return ticket;
  }

  private String pauseText(RunTicket ticket) {
    return bench.events(ticket.workflowId()).stream()
        .filter(e -> e.type() == EventType.PAUSED)
        .map(e -> e.message())
        .findFirst()
        .orElseThrow();
  }

  private long pauses(RunTicket ticket) {
    return bench.events(ticket.workflowId()).stream()
        .filter(e -> e.type() == EventType.PAUSED)
        .count();
  }

  private DeployWorkflow run(RunTicket ticket) {
    return bench.controls(DeployWorkflow.class, ticket);
  }

  private static List<HostState> states(RunResult result) {
    return result.hosts().stream().map(HostResult::state).toList();
  }
}
