package io.slipway.starter.command;

import io.slipway.starter.config.FileSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code slipway schema}: what slipway.yml may hold, for editors. */
@Command(
    name = "schema",
    description = "Print the JSON Schema of slipway.yml, by which editors complete and check it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  slipway schema > slipway.schema.json     and in the first line of slipway.yml:",
      "  # yaml-language-server: $$schema=slipway.schema.json"
    })
final class SchemaCommand implements Runnable {
  @Spec CommandSpec spec;
  @Mixin HelpOption help;

  @Override
  public void run() {
    spec.commandLine().getOut().print(FileSchema.text());
    spec.commandLine().getOut().flush();
  }
}
