package io.slipway.starter.command;

import picocli.CommandLine.Option;

/** {@code --help}, the same for every command. */
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;
}
