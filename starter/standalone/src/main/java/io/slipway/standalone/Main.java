package io.slipway.standalone;

import io.slipway.codec.KeyRings;
import io.slipway.standalone.demo.DemoCommand;
import io.slipway.standalone.engine.BackgroundEngine;
import io.slipway.standalone.engine.ServerCommand;
import io.slipway.starter.command.CommandTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** {@code slipway}, whole. */
public final class Main {
  /** The one place to change when stores of secrets can hold key rings, too. */
  private static final KeyRings RINGS = KeyRings.ofFiles();

  private Main() {}

  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("user.home"));
    System.exit(run(System.getenv(), home, arguments));
  }

  /** Runs one command line; the exit code is one of {@code docs/reference/exit-codes.md}. */
  static int run(Map<String, String> environment, Path home, String... arguments) {
    return commandLine(environment, home, List.of(arguments)).execute(arguments);
  }

  /** As much of the command as the arguments need. */
  static CommandLine commandLine(
      Map<String, String> environment, Path home, List<String> arguments) {
    BackgroundEngine engine = new BackgroundEngine(environment, home);
    return CommandTree.forArguments(
        arguments, engine, environment, RINGS, ownCommands(engine, environment, home));
  }

  /** The command with all its parts. */
  static CommandLine commandLine(Map<String, String> environment, Path home) {
    BackgroundEngine engine = new BackgroundEngine(environment, home);
    return CommandTree.of(engine, environment, RINGS, ownCommands(engine, environment, home));
  }

  private static Object[] ownCommands(
      BackgroundEngine engine, Map<String, String> environment, Path home) {
    return new Object[] {
      new WorkerCommand(engine, environment, home, RINGS),
      new ServerCommand(engine, environment, home, RINGS),
      new AuditCommand(environment),
      new DemoCommand(environment, home),
      new PayloadKeysCommand()
    };
  }
}
