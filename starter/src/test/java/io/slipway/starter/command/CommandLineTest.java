package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Parsing, and what is said of command lines that cannot be parsed or that fail. */
final class CommandLineTest {
  private static final Surroundings NOWHERE =
      new Surroundings(
          Map.of(),
          new CommandBench.NoEngine(),
          () -> CommandBench.ANA,
          new CommandBench.FakeInterrupts(),
          Duration.ofSeconds(1));

  private static Ran run(String... arguments) {
    return Running.begin(NOWHERE, List.of(arguments)).end();
  }

  private static DeployCommand deploy(String... arguments) {
    return CommandLine.populateCommand(new DeployCommand(NOWHERE), arguments);
  }

  @Test
  void options_of_deploy() {
    DeployCommand command =
        deploy(
            "production",
            "-r",
            "v1.4.2",
            "--host=web*,db1",
            "--host",
            "mail1",
            "--role",
            "web",
            "--reason=hotfix 311",
            "--detach",
            "-f",
            "other.yml");

    assertEquals("production", command.stage.stage);
    assertEquals("v1.4.2", java.util.Objects.requireNonNull(command.what).ref);
    assertEquals(List.of("web*", "db1", "mail1"), command.selection.hosts);
    assertEquals(List.of("web"), command.selection.roles);
    assertEquals("hotfix 311", command.run.reason);
    assertTrue(command.run.detach);
    assertEquals("other.yml", command.file.file.toString());
  }

  @Test
  void defaults_of_deploy() {
    DeployCommand command = deploy("--revision", "v1");

    assertNull(command.stage.stage);
    assertEquals(List.of(), command.selection.hosts);
    assertEquals("slipway.yml", command.file.file.toString());
    assertEquals(OutputOptions.Format.text, command.format.format);
  }

  @Test
  void a_revision_is_always_said() {
    run("deploy", "production")
        .exits(2)
        .notes("slipway deploy: Say what to deploy: --revision REF")
        .notes("'slipway deploy --help' tells how it is used.");
  }

  @Test
  void a_mistyped_command_is_guessed() {
    run("deply").exits(2).notes("there is no command deply. Did you mean deploy?");
  }

  @Test
  void a_mistyped_option_is_guessed() {
    run("deploy", "--revison", "v1")
        .exits(2)
        .notes("slipway deploy:", "--revison", "Did you mean --revision?");
  }

  @Test
  void wrong_usage_is_told_in_json_when_that_is_asked_for() {
    Ran ran = run("deploy", "--revison", "v1", "--output", "json").exits(2);
    assertEquals("error", ran.lastLine().get("type").asText());
  }

  @Test
  void a_release_id_must_be_one() {
    run("rollback", "production", "--to", "yesterday").exits(2).notes("--to: release id");
  }

  @Test
  void a_missing_file_is_a_fault() {
    run("status", "-f", "/nowhere/slipway.yml").exits(2).notes("slipway.yml");
  }

  @Test
  void what_nobody_foresaw_is_told_whole() {
    CommandLine commands = CommandTree.of(NOWHERE, new Breaking());
    java.io.StringWriter err = new java.io.StringWriter();
    commands.setErr(new java.io.PrintWriter(err, true));

    assertEquals(70, commands.execute("break"));
    assertTrue(
        err.toString()
            .startsWith(
                "slipway break failed in a way that Slipway does not foresee: "
                    + "java.lang.IllegalStateException: odd"),
        err.toString());
    assertTrue(!err.toString().contains("\tat "), err.toString());

    assertEquals(70, commands.execute("break", "--stacktrace"));
    assertTrue(err.toString().contains("\tat " + Breaking.class.getName()), err.toString());
  }

  @Command(name = "break")
  static final class Breaking implements Callable<Integer> {
    @Mixin OutputOptions format;

    @Override
    public Integer call() {
      throw new IllegalStateException("odd");
    }
  }
}
