package io.slipway.starter.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.Role;
import io.slipway.domain.Step;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists of commands are run by a real shell. */
class CommandListTest {
  private static Step command(String run, @Nullable String on, @Nullable Duration idle) {
    return new Step(
        run,
        null,
        on == null ? null : Role.of(on),
        false,
        Duration.ofMinutes(1),
        idle,
        false,
        List.of(),
        run.contains("TOKEN") ? List.of("TOKEN") : List.of());
  }

  private static Step command(String run, @Nullable String on) {
    return command(run, on, null);
  }

  private static Step step(Step... commands) {
    return Objects.requireNonNull(CommandList.step(List.of(commands)));
  }

  private static String ran(String roles, Step... commands) throws Exception {
    return ranFor("", roles, commands);
  }

  private static String ranFor(String once, String roles, Step... commands) throws Exception {
    Step step = step(commands);
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", step.run()).redirectErrorStream(true);
    shell.environment().put("SLIPWAY_ROLES", roles);
    shell.environment().put("SLIPWAY_ONCE_FOR", once);
    shell.environment().put("TOKEN", "t0ken");
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return said.replace('\n', ' ') + process.waitFor();
  }

  @Test
  void none_is_no_step_and_one_is_the_step_itself() {
    assertNull(CommandList.step(List.of()));
    Step one = command("true", "web");
    assertSame(one, CommandList.step(List.of(one)));
  }

  @Test
  void a_host_runs_those_of_its_roles_in_their_order() throws Exception {
    Step[] commands = {
      command("echo all", null), command("echo web", "web"), command("echo 'it''s work'", "worker")
    };
    assertEquals("all web 0", ran("web", commands));
    assertEquals("all its work 0", ran("db worker", commands));
    assertEquals("all web its work 0", ran("worker web", commands));
    assertEquals("all 0", ran("", commands));
    assertEquals("all 0", ran("webs", commands));
  }

  @Test
  void what_runs_once_is_passed_over_on_all_hosts_but_one() throws Exception {
    Step[] commands = {
      once("echo jobs", "jobs"), once("echo any", null), command("echo web", "web")
    };
    assertEquals("jobs web 0", ranFor("jobs", "web jobs", commands));
    assertEquals("any 0", ranFor("*", "jobs", commands));
    assertEquals("jobs any 0", ranFor("* jobs", "jobs", commands));
    assertEquals("web 0", ranFor("", "web jobs", commands));
    assertEquals("one 7", ranFor("*", "", once("echo one; exit 7", null), command("true", null)));
  }

  @Test
  void a_step_runs_once_where_all_of_its_commands_do() {
    Step both = step(once("one", "jobs"), once("two", "jobs"));
    assertTrue(both.once());
    assertEquals(Role.of("jobs"), both.on());
    assertEquals("sh -c 'one' || exit\nsh -c 'two' || exit\n", both.run());
    Step mixed = step(once("one", "jobs"), command("two", "jobs"));
    assertFalse(mixed.once());
    assertNull(mixed.on());
  }

  private static Step once(String run, @Nullable String on) {
    return new Step(run, null, on == null ? null : Role.of(on), true, Duration.ofMinutes(1));
  }

  @Test
  void the_first_that_fails_ends_the_step_with_its_code() throws Exception {
    assertEquals(
        "one 7", ran("web", command("echo one; exit 7", "web"), command("echo two", null)));
    assertEquals("two 0", ran("db", command("echo one; exit 7", "web"), command("echo two", null)));
  }

  @Test
  void what_one_command_sets_does_not_reach_the_next() throws Exception {
    assertEquals("$x 0", ran("", command("x=1; cd /; set -e", null), command("echo '$x'$x", null)));
  }

  @Test
  void secrets_are_in_the_environment_of_those_alone_that_name_them() throws Exception {
    Step[] commands = {command("echo TOKEN:$TOKEN", null), command("env | grep -c ^T.KEN", "web")};
    assertEquals("TOKEN:t0ken 0 1", ran("web", commands));
    assertEquals(List.of("TOKEN"), step(commands).secrets());
  }

  @Test
  void a_role_that_all_have_is_the_steps_own() {
    Step step = step(command("one", "web"), command("two", "web"));
    assertEquals(Role.of("web"), step.on());
    assertEquals("sh -c 'one' || exit\nsh -c 'two' || exit\n", step.run());
    assertNull(step(command("one", "web"), command("two", null)).on());
  }

  @Test
  void limits_add_up_and_silence_counts_when_none_may_be_silent() {
    Duration minute = Duration.ofMinutes(1);
    Step both = step(command("one", null, minute), command("two", null, minute.plusMinutes(1)));
    assertEquals(minute.multipliedBy(2), both.timeout());
    assertEquals(minute.multipliedBy(2), both.idleTimeout());
    Step one = step(command("one", null, minute), command("two", null, null));
    assertNull(one.idleTimeout());
  }
}
