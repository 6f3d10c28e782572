package io.slipway.starter.command;

import io.slipway.starter.gateway.LocalEngine;
import io.slipway.starter.output.ExitCode;
import java.util.Map;
import picocli.CommandLine;

/** All commands under their root. */
public final class CommandTree {
  private CommandTree() {}

  /**
   * @param environment variables of the process
   * @param more commands of the assembly, listed after our own
   */
  public static CommandLine of(
      LocalEngine engine, Map<String, String> environment, Object... more) {
    CommandLine root = new CommandLine(new RootCommand());
    root.addSubcommand(new InitCommand());
    root.addSubcommand(new ValidateCommand());
    root.addSubcommand(new SchemaCommand());
    for (Object command : more) {
      root.addSubcommand(command);
    }
    root.addSubcommand(new CompletionCommand());
    root.getCommandSpec().usageMessage().exitCodeList(ExitCode.meanings());
    root.setUsageHelpAutoWidth(true);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    return root;
  }
}
