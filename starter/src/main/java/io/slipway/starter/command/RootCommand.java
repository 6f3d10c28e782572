package io.slipway.starter.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway} itself: nothing but help and version. */
@Command(
    name = "slipway",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    description = {
      "Puts a revision of an application on its hosts over SSH, as a durable workflow:",
      "kill anything at any moment, and the deploy goes on or goes back."
    },
    exitCodeListHeading = "%nExit codes:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  slipway init                             write a first slipway.yml",
      "  slipway check production                 can the hosts be deployed to?",
      "  slipway plan production --revision v2    what would a deploy do?",
      "  slipway deploy production --revision v2  do it",
      "  slipway rollback production              back to the release before",
      "",
      "'slipway COMMAND --help' tells more about each command."
    })
final class RootCommand implements Runnable {
  @Spec CommandSpec spec;
  @Mixin HelpOption help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  boolean version;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
