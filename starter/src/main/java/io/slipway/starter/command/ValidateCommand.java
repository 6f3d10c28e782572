package io.slipway.starter.command;

import io.slipway.domain.StageName;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.Valid;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code slipway validate}: all faults of the file, or that there are none. */
@Command(
    name = "validate",
    description = {
      "Check slipway.yml, and tell all of its faults with line and remedy.",
      "Reads the file only: hosts that it does not list are not asked for. 'slipway check' asks for"
          + " them, and asks the hosts."
    })
final class ValidateCommand implements Runnable {
  @Spec CommandSpec spec;
  @Mixin StageParameter stage;
  @Mixin FileOption file;
  @Mixin OutputOptions output;
  @Mixin HelpOption help;

  @Override
  public void run() {
    SlipwayFile read = SlipwayFile.read(file.file);
    Stream<String> names =
        stage.stage == null ? read.stages().stream().map(StageName::value) : Stream.of(stage.stage);
    List<Valid.Stage> stages =
        names.map(name -> read.named(name).stage()).map(name -> line(read, name)).toList();
    output
        .output(spec.commandLine())
        .say(new Valid(file.file.toString(), read.application(), stages, read.artifact()));
  }

  private static Valid.Stage line(SlipwayFile read, StageName stage) {
    OptionalInt hosts = read.listed(stage);
    return new Valid.Stage(stage, hosts.isPresent() ? hosts.getAsInt() : null);
  }
}
