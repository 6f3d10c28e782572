package io.slipway.starter.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway completion}: a script that completes commands and options in a shell. */
@Command(
    name = "completion",
    description = "Print a completion script for bash or zsh.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(slipway completion bash)                       in this shell",
      "  slipway completion zsh > ~/.slipway-completion          and source it in ~/.zshrc"
    })
final class CompletionCommand implements Runnable {
  @Spec CommandSpec spec;
  @Mixin HelpOption help;

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      defaultValue = "bash",
      description = "${COMPLETION-CANDIDATES}; one script serves both.")
  Shell shell;

  /** Shells that the script is for. */
  enum Shell {
    bash,
    zsh
  }

  @Override
  public void run() {
    String script = AutoComplete.bash("slipway", spec.root().commandLine());
    spec.commandLine().getOut().print(script);
    spec.commandLine().getOut().flush();
  }
}
