package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.codec.KeyRings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  @TempDir Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void lists_the_commands_of_all_parts() {
    assertEquals(0, run("--help"));
    for (String command : new String[] {"deploy", "worker", "server", "demo"}) {
      assertTrue(out.toString().contains("  " + command + " "), out.toString());
    }
  }

  @Test
  void a_command_line_gets_the_same_answer_from_the_part_of_the_commands_that_it_needs() {
    for (String line :
        new String[] {"", "-h", "-V", "deply", "--bogus", "status --help", "-h plan"}) {
      String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
      assertEquals(
          answer(Main.commandLine(environment(), home), arguments),
          answer(
              Main.commandLine(environment(), home, KeyRings.ofFiles(), List.of(arguments)),
              arguments),
          line);
    }
  }

  private String answer(CommandLine slipway, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    int code = run(slipway, arguments);
    return "%s%sexit code %d".formatted(out, err, code);
  }

  @Test
  void completion_knows_all_commands() {
    String[] arguments = {"completion"};
    assertEquals(
        0,
        run(
            Main.commandLine(environment(), home, KeyRings.ofFiles(), List.of(arguments)),
            arguments));
    assertTrue(out.toString().contains("--without-migration"), out.toString());
  }

  @Test
  void refuses_settings_of_a_worker_that_make_no_sense() {
    assertEquals(2, run("worker", "--hosts", "0"));
    assertTrue(err.toString().contains("hosts (0) must be between 1 and 2000"), err.toString());
    assertEquals(2, run("worker", "--drain", "30"));
    assertTrue(err.toString().contains("'30' is not a duration"), err.toString());
    assertEquals(2, run("worker", "--health-address", "here"));
    assertTrue(err.toString().contains("'here' is not an address"), err.toString());
  }

  @Test
  void says_that_a_worker_needs_a_cluster() {
    assertEquals(2, run("worker"));
    assertTrue(err.toString().contains("--address"), err.toString());
  }

  @Test
  void says_that_a_worker_must_be_told_whom_to_believe() throws IOException {
    assertEquals(2, run("worker", "--address", "127.0.0.1:1"));
    assertTrue(err.toString().contains("nobody has said who may ask it"), err.toString());
    assertEquals(
        2, run("worker", "--address", "127.0.0.1:1", "--policy", home.resolve("none").toString()));
    assertTrue(err.toString().contains("there is no such file"), err.toString());
    Path policy =
        Files.writeString(home.resolve("policy.yml"), "signer: x\nunsigned: [watch, jump]\n");
    assertEquals(2, run("worker", "--address", "127.0.0.1:1", "--policy", policy.toString()));
    assertTrue(err.toString().contains("Did you mean 'signers'?"), err.toString());
    assertTrue(err.toString().contains("line 2: an entry of 'unsigned' is 'jump'"), err.toString());
  }

  @Test
  void tells_that_no_engine_runs() {
    assertEquals(4, run("server", "status"));
    assertTrue(out.toString().contains("does not run"), out.toString());
  }

  private int run(String... arguments) {
    return run(Main.commandLine(environment(), home), arguments);
  }

  private int run(CommandLine slipway, String... arguments) {
    slipway.setOut(new PrintWriter(out, true));
    slipway.setErr(new PrintWriter(err, true));
    return slipway.execute(arguments);
  }

  private Map<String, String> environment() {
    return Map.of("SLIPWAY_STATE", home.toString());
  }
}
