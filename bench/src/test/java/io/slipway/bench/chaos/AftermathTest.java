package io.slipway.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.bench.chaos.Aftermath.Told;
import io.slipway.contract.RunOutcome;
import io.slipway.testbench.FleetHostState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AftermathTest {
  private static final String OLD = "20260101000000";
  private static final String NEW = "20260102000000";

  @Test
  void agrees_when_all_hosts_are_where_the_outcome_says() {
    assertEquals(List.of(), after(RunOutcome.SUCCEEDED, 0, host(NEW, NEW, OLD, NEW)));
    assertEquals(List.of(), after(RunOutcome.REVERTED, 3, host(OLD, OLD, OLD)));
    assertEquals(List.of(), after(RunOutcome.UNTOUCHED, 1, host(OLD, OLD, OLD)));
    assertEquals(List.of(), after(null, 5, host(OLD, OLD, OLD)));
  }

  @Test
  void names_a_host_that_a_success_left_behind() {
    assertEquals(
        List.of("vm: current is Optional[" + OLD + "], not " + NEW),
        after(RunOutcome.SUCCEEDED, 0, host(NEW, NEW, NEW), host(OLD, NEW, NEW)));
  }

  @Test
  void names_a_host_that_serves_something_else_than_its_link_says() {
    assertEquals(
        List.of("vm: serves Optional[" + NEW + "], not " + OLD),
        after(RunOutcome.REVERTED, 3, host(OLD, NEW, OLD)));
  }

  @Test
  void names_a_failed_release_that_was_left() {
    assertEquals(
        List.of("vm: the failed release " + NEW + " is still there"),
        after(RunOutcome.UNTOUCHED, 1, host(OLD, OLD, OLD, NEW)));
  }

  @Test
  void names_an_exit_code_that_is_not_the_outcomes() {
    assertEquals(
        List.of("exit code 0 after REVERTED"), after(RunOutcome.REVERTED, 0, host(OLD, OLD, OLD)));
    assertEquals(List.of("exit code 0 after no run"), after(null, 0, host(OLD, OLD, OLD)));
  }

  @Test
  void lets_only_those_say_unreachable_who_had_not_seen_the_run() {
    Aftermath unseen = aftermath(RunOutcome.SUCCEEDED, false, 5, host(NEW, NEW, NEW));
    Aftermath seen = aftermath(RunOutcome.SUCCEEDED, true, 5, host(NEW, NEW, NEW));

    assertEquals(List.of(), unseen.contradictions());
    assertEquals(List.of("exit code 5 after SUCCEEDED"), seen.contradictions());
  }

  @Test
  void accepts_only_the_broken_host_to_be_left_behind() {
    assertEquals(
        List.of(),
        told(RunOutcome.REVERTED_EXCEPT, 6, excepting("vm"), "vm", host(NEW, OLD, OLD, NEW)));
    assertEquals(
        List.of("vm: left behind, though nothing was wrong with it"),
        told(RunOutcome.REVERTED_EXCEPT, 6, excepting("vm"), "vm2", host(NEW, OLD, OLD, NEW)));
    assertEquals(
        List.of("REVERTED_EXCEPT, and left behind: []"),
        told(RunOutcome.REVERTED_EXCEPT, 6, Told.NOTHING, "vm", host(OLD, OLD, OLD)));
  }

  @Test
  void accepts_a_failed_release_only_where_the_run_told_of_it() {
    Told littered = new Told(Set.of(), Set.of("vm"));

    assertEquals(List.of(), told(RunOutcome.REVERTED, 3, littered, "vm", host(OLD, OLD, OLD, NEW)));
    assertEquals(
        List.of("vm: current is Optional[" + NEW + "], not " + OLD),
        told(RunOutcome.REVERTED, 3, littered, "vm", host(NEW, OLD, OLD, NEW)));
  }

  private static Told excepting(String host) {
    return new Told(Set.of(host), Set.of());
  }

  private static List<String> after(
      @Nullable RunOutcome outcome, int exit, FleetHostState... hosts) {
    return aftermath(outcome, true, exit, hosts).contradictions();
  }

  private static List<String> told(
      RunOutcome outcome, int exit, Told told, String broken, FleetHostState... hosts) {
    return new Aftermath(
            OLD, NEW, outcome, true, Optional.of(exit), told, Optional.of(broken), List.of(hosts))
        .contradictions();
  }

  private static Aftermath aftermath(
      @Nullable RunOutcome outcome, boolean followed, int exit, FleetHostState... hosts) {
    return new Aftermath(
        OLD,
        outcome == null ? null : NEW,
        outcome,
        followed,
        Optional.of(exit),
        Told.NOTHING,
        Optional.empty(),
        List.of(hosts));
  }

  private static FleetHostState host(String current, String served, String... releases) {
    return new FleetHostState(
        "vm", Optional.of(current), Optional.of(served), Stream.of(releases).toList());
  }
}
