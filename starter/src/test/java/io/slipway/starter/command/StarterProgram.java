package io.slipway.starter.command;

import io.slipway.starter.Slipway;
import picocli.CommandLine;

/** The starter as a program of its own, for tests that need a process. */
public final class StarterProgram {
  private StarterProgram() {}

  public static void main(String[] arguments) {
    CommandLine commands = Slipway.commandLine(new CommandBench.NoEngine());
    System.exit(Slipway.run(commands, arguments));
  }
}
