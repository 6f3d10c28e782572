package io.slipway.starter;

import io.slipway.codec.KeyRings;
import io.slipway.starter.command.CommandTree;
import io.slipway.starter.gateway.LocalEngine;
import picocli.CommandLine;

/**
 * The {@code slipway} command for programs that assemble it: the starter's own commands, plus those
 * that need what the starter never sees.
 */
public final class Slipway {
  private Slipway() {}

  /**
   * The whole command.
   *
   * @param engine what commands use when no address of a cluster is configured
   * @param moreCommands picocli commands, listed after the starter's own
   */
  public static CommandLine commandLine(LocalEngine engine, Object... moreCommands) {
    return CommandTree.of(engine, System.getenv(), KeyRings.ofFiles(), moreCommands);
  }

  /** Runs one command line; the exit code is one of {@code docs/reference/exit-codes.md}. */
  public static int run(CommandLine commandLine, String... arguments) {
    return commandLine.execute(arguments);
  }
}
