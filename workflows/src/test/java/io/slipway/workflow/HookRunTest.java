package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.Phase;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunTicket;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.Hook;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Once;
import io.slipway.domain.Role;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.domain.WorkerCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands before the switch and at the end, on hosts, once and on the worker. */
class HookRunTest {
  private static final Step QUIET = Fixtures.onAll("bin/quiet");
  private static final Step LAST = Fixtures.onAll("bin/tell");

  private final StageBench bench = new StageBench();
  private final FakeHosts hosts = bench.hosts;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void each_host_runs_them_before_its_switch_and_when_all_are_cleaned_up() throws IOException {
    RunTicket first = bench.deploy(onHosts(QUIET, LAST), "v1");
    RunResult deployed = bench.result(first);
    assertEquals(RunOutcome.SUCCEEDED, deployed.outcome(), deployed.message());
    assertEquals(
        List.of(
            "before-switch web1",
            "activate web1",
            "before-switch web2",
            "activate web2",
            "finish",
            "finish",
            "finished",
            "finished"),
        fromSwitchOn());

    RunTicket second = bench.deploy(onHosts(QUIET, LAST), "v2");
    assertEquals(RunOutcome.SUCCEEDED, bench.result(second).outcome());
    RunTicket back = bench.rollback(onHosts(QUIET, LAST), null);
    assertEquals(RunOutcome.SUCCEEDED, bench.result(back).outcome());
    assertEquals(6, hosts.calls("before-switch"));
    assertEquals(6, hosts.calls("finished"));

    Histories.record(bench, "deploy-hooks", first.workflowId());
    Histories.record(
        bench, "deploy-batch-hooks", WorkflowIds.batch(first.key(), Phase.ACTIVATE, 1));
  }

  private List<String> fromSwitchOn() {
    List<String> calls = hosts.calls();
    return calls.subList(calls.indexOf("before-switch web1"), calls.size()).stream()
        .map(c -> c.startsWith("finish") ? c.substring(0, c.indexOf(' ')) : c)
        .toList();
  }

  @Test
  void one_that_fails_before_the_switch_keeps_its_host_from_it() {
    hosts.serves("web1", "20260101000000");
    hosts.breaks("web1", "before-switch", FailureType.STEP_FAILED, 9);
    RunResult result = bench.result(bench.deploy(onHosts(QUIET, LAST), "v1"));
    assertEquals(RunOutcome.REVERTED, result.outcome(), result.message());
    assertTrue(result.message().contains("web1: tried to before-switch"), result.message());
    assertEquals(0, hosts.calls("activate"));
    assertEquals(1, hosts.calls("revert web1"), "what it has stopped is started again");
    assertEquals(0, hosts.calls("finished"));
  }

  @Test
  void a_host_that_is_lost_before_its_switch_goes_back_for_what_it_may_have_stopped() {
    hosts.breaks("web1", "before-switch", FailureType.UNKNOWN_OUTCOME, 99);
    hosts.breaks("web1", "inspect", FailureType.UNREACHABLE, 99);
    RunResult result = bench.result(bench.deploy(onHosts(QUIET, null), "v1"));
    assertEquals(
        FailureType.UNKNOWN_OUTCOME,
        Objects.requireNonNull(result.hosts().getFirst().failure()).type());
    assertEquals(0, hosts.calls("activate"));
    assertEquals(1, hosts.calls("revert web1"));
  }

  @Test
  void one_that_fails_at_the_end_is_a_warning_with_its_last_words() {
    hosts.breaks("web2", "finished", FailureType.STEP_FAILED, 9);
    RunResult result = bench.result(bench.deploy(onHosts(null, LAST), "v1"));
    assertEquals(RunOutcome.SUCCEEDED, result.outcome(), result.message());
    assertEquals(
        List.of(
            "could not run steps.finished on web2: tried to finished, but it was ordered to fail."
                + " Nothing to do. It said last: its output"),
        result.warnings());
    assertEquals(0, hosts.calls("revert"));
  }

  @Test
  void nothing_comes_at_the_end_of_a_run_that_goes_back() {
    hosts.breaks("web2", "activate", FailureType.VERIFY_FAILED, 9);
    RunResult result =
        bench.result(
            bench.deploy(hooked(null, new Hook(LAST, List.of(command("tell"))), List.of()), "v1"));
    assertEquals(RunOutcome.REVERTED, result.outcome());
    assertEquals(0, hosts.calls("finished"));
    assertEquals(0, hosts.calls("tell on the worker"));
  }

  @Test
  void what_runs_once_has_its_host_from_the_beginning() {
    Step once = new Step("bin/once", null, Role.of("web"), true, Duration.ofMinutes(1));
    Target target =
        hooked(
            new Hook(once, List.of()),
            new Hook(once, List.of()),
            List.of(new Once(Role.of("web"), List.of())));
    assertEquals(RunOutcome.SUCCEEDED, bench.result(bench.deploy(target, "v1")).outcome());
    assertEquals(1, hosts.calls("before-switch"));
    assertEquals(1, hosts.calls("finished web1"));
    assertEquals(1, hosts.calls("finished"));
    assertEquals(List.of("web"), hosts.once("activate web1"));
    assertEquals(List.of(), hosts.once("activate web2"));
  }

  @Test
  void the_host_that_would_have_run_it_is_told_where_it_was_left_behind() {
    Target target =
        Fixtures.withRollout(
            hooked(null, null, List.of(new Once(null, List.of()))),
            Fixtures.reacting(OnFailure.REVERT, "1", "1", "1"));
    hosts.breaks("web1", "activate", FailureType.VERIFY_FAILED, 9);
    RunResult result = bench.result(bench.deploy(target, "v1"));
    assertEquals(RunOutcome.SUCCEEDED_WITH_EXCEPTIONS, result.outcome(), result.message());
    assertEquals(
        List.of(
            "web1 runs what runs once, and does not serve the release: look what was to be done"
                + " there."),
        result.warnings());
    assertEquals(List.of(), hosts.once("activate web2"), "no other host takes its place");
  }

  @Test
  void commands_of_the_worker_that_are_not_opened_stop_the_run_before_a_host_is_touched() {
    bench.commands.closes("tell");
    RunResult result = bench.result(bench.deploy(ofWorker(), "v1"));
    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertEquals("Nobody opened tell", result.message().substring(0, 18));
    assertEquals(0, hosts.calls("prepare"));
  }

  @Test
  void the_worker_runs_its_commands_once() throws IOException {
    RunTicket ticket = bench.deploy(ofWorker(), "v1");
    assertEquals(RunOutcome.SUCCEEDED, bench.result(ticket).outcome());
    List<String> calls = hosts.calls();
    assertEquals(1, hosts.calls("quiet on the worker"));
    assertTrue(calls.indexOf("quiet on the worker") > calls.indexOf("migrate web1"));
    assertTrue(calls.indexOf("quiet on the worker") < calls.indexOf("activate web1"));
    assertEquals("tell on the worker", calls.getLast());
    RunEvent told =
        bench.events(ticket.workflowId()).stream()
            .filter(e -> e.type() == EventType.WORKER_COMMAND)
            .findFirst()
            .orElseThrow();
    assertEquals("quiet on the worker has run", told.message());
    assertEquals("before-switch", told.step());
    assertEquals("told " + ticket.key().id(), told.output());

    Histories.record(bench, "deploy-worker-commands", ticket.workflowId());
  }

  @Test
  void one_of_the_worker_that_fails_before_the_switch_undoes_the_run() {
    bench.commands.breaks("quiet");
    RunResult result = bench.result(bench.deploy(ofWorker(), "v1"));
    assertEquals(RunOutcome.UNTOUCHED, result.outcome());
    assertEquals(
        "Could not run quiet on the worker: it ended with status 3.",
        result.message().substring(0, 58));
    assertEquals(0, hosts.calls("activate"));
    assertEquals(1, hosts.calls("unmigrate web1"));
  }

  @Test
  void one_of_the_worker_that_fails_at_the_end_is_a_warning() {
    bench.commands.breaks("tell");
    RunResult result = bench.result(bench.deploy(ofWorker(), "v1"));
    assertEquals(RunOutcome.SUCCEEDED, result.outcome());
    assertEquals(
        List.of("Could not run tell on the worker: it ended with status 3."), result.warnings());
  }

  private static Target ofWorker() {
    Steps steps =
        new Steps(
            null,
            Fixtures.once("up", "down"),
            null,
            new Hook(null, List.of(command("quiet"))),
            new Hook(null, List.of(command("tell"))),
            List.of());
    return Fixtures.withSteps(Fixtures.target(2, "1"), steps);
  }

  private static WorkerCommand command(String name) {
    return new WorkerCommand(name, Duration.ofMinutes(1));
  }

  private static Target onHosts(@Nullable Step before, @Nullable Step after) {
    return hooked(new Hook(before, List.of()), new Hook(after, List.of()), List.of());
  }

  /** Two hosts, one after the other. */
  private static Target hooked(@Nullable Hook before, @Nullable Hook after, List<Once> once) {
    return Fixtures.withSteps(
        Fixtures.target(2, "1"), new Steps(null, null, null, before, after, once));
  }
}
