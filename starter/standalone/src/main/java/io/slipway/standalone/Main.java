package io.slipway.standalone;

import io.slipway.standalone.demo.DemoCommand;
import io.slipway.standalone.engine.BackgroundEngine;
import io.slipway.standalone.engine.ServerCommand;
import io.slipway.starter.Slipway;
import io.slipway.starter.command.CommandTree;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** {@code slipway}, whole. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("user.home"));
    System.exit(Slipway.run(commandLine(System.getenv(), home), arguments));
  }

  /** The command with all its parts. */
  static CommandLine commandLine(Map<String, String> environment, Path home) {
    BackgroundEngine engine = new BackgroundEngine(environment, home);
    return CommandTree.of(
        engine,
        environment,
        new WorkerCommand(environment, home),
        new ServerCommand(engine, environment, home),
        new DemoCommand(environment, home));
  }
}
