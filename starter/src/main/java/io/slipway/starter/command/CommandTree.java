package io.slipway.starter.command;

import io.slipway.starter.gateway.LocalEngine;
import io.slipway.starter.output.ExitCode;
import java.util.Map;
import picocli.CommandLine;

/** All commands under their root. */
public final class CommandTree {
  private CommandTree() {}

  /**
   * All commands, as a process uses them.
   *
   * @param environment variables of the process
   * @param more commands of the assembly, listed after our own
   */
  public static CommandLine of(
      LocalEngine engine, Map<String, String> environment, Object... more) {
    return of(Surroundings.ofProcess(engine, environment), more);
  }

  /**
   * All commands in surroundings of the caller's choice.
   *
   * @param more commands of the assembly, listed after our own
   */
  public static CommandLine of(Surroundings surroundings, Object... more) {
    CommandLine root = new CommandLine(new RootCommand());
    root.addSubcommand(new InitCommand());
    root.addSubcommand(new ValidateCommand());
    root.addSubcommand(new SchemaCommand());
    root.addSubcommand(new CheckCommand(surroundings));
    root.addSubcommand(new PlanCommand(surroundings));
    root.addSubcommand(new DeployCommand(surroundings));
    root.addSubcommand(new WatchCommand(surroundings));
    root.addSubcommand(new StatusCommand(surroundings));
    root.addSubcommand(new AbortCommand(surroundings));
    root.addSubcommand(new RollbackCommand(surroundings));
    root.addSubcommand(new ReleasesCommand(surroundings));
    root.addSubcommand(new HistoryCommand(surroundings));
    for (Object command : more) {
      root.addSubcommand(command);
    }
    root.addSubcommand(new CompletionCommand());
    root.getCommandSpec().usageMessage().exitCodeList(ExitCode.meanings());
    FailureHandler failures = new FailureHandler();
    root.setExecutionExceptionHandler(failures);
    root.setParameterExceptionHandler(failures);
    root.setUsageHelpAutoWidth(true);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    return root;
  }
}
