package io.slipway.starter.command;

import io.slipway.starter.output.Show;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How a command that watches a run shows it. */
final class PlainOption {
  @Option(
      names = "--plain",
      description =
          "Tell of the run line by line. Else it is shown as it stands, on a terminal and unless -q"
              + " or -v is given.")
  boolean plain;

  /** Where a command shows runs; nowhere when it watches none, or is not to. */
  static Show show(CommandLine command, Show terminal) {
    return command.getCommandSpec().mixins().values().stream()
        .map(CommandLine.Model.CommandSpec::userObject)
        .filter(PlainOption.class::isInstance)
        .map(PlainOption.class::cast)
        .filter(option -> !option.plain)
        .findFirst()
        .map(option -> terminal)
        .orElse(Show.NONE);
  }
}
