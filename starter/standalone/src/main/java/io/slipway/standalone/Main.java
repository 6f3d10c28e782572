package io.slipway.standalone;

import io.slipway.codec.KeyRings;
import io.slipway.secret.StoredKeyRings;
import io.slipway.standalone.codec.CodecCommand;
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
  private Main() {}

  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("user.home"));
    System.exit(run(System.getenv(), home, arguments));
  }

  /** Runs one command line; the exit code is one of {@code docs/reference/exit-codes.md}. */
  static int run(Map<String, String> environment, Path home, String... arguments) {
    List<String> line = List.of(arguments);
    try (CommandTrace trace = CommandTrace.begin(environment, line);
        StoredKeyRings rings = StoredKeyRings.of(environment, home)) {
      int code = commandLine(trace.environment(), home, rings, line).execute(arguments);
      trace.ended(code);
      return code;
    }
  }

  /** As much of the command as the arguments need. */
  static CommandLine commandLine(
      Map<String, String> environment, Path home, KeyRings rings, List<String> arguments) {
    BackgroundEngine engine = new BackgroundEngine(environment, home);
    return CommandTree.forArguments(
        arguments, engine, environment, rings, ownCommands(engine, environment, home, rings));
  }

  /** The command with all its parts. */
  static CommandLine commandLine(Map<String, String> environment, Path home) {
    BackgroundEngine engine = new BackgroundEngine(environment, home);
    KeyRings rings = KeyRings.ofFiles();
    return CommandTree.of(
        engine, environment, rings, ownCommands(engine, environment, home, rings));
  }

  private static Object[] ownCommands(
      BackgroundEngine engine, Map<String, String> environment, Path home, KeyRings rings) {
    return new Object[] {
      new WorkerCommand(engine, environment, home, rings),
      new ServerCommand(engine, environment, home, rings),
      new AuditCommand(environment),
      new DemoCommand(environment, home),
      new PayloadKeysCommand(),
      new CodecCommand(environment, rings)
    };
  }
}
