package io.slipway.starter.command;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.domain.Target;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.Message;
import io.slipway.starter.output.Page;
import java.util.List;
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
      "Reads the file only; 'slipway check' asks the hosts."
    })
final class ValidateCommand implements Runnable {
  @Spec CommandSpec spec;
  @Mixin StageParameter stage;
  @Mixin FileOption file;
  @Mixin OutputOptions output;
  @Mixin HelpOption help;

  /** That the file is valid, and what is in it. */
  record Valid(String file, ApplicationName application, List<Stage> stages) implements Message {

    /** A stage, with how many hosts it has. */
    record Stage(StageName stage, int hosts) {}

    @Override
    public String type() {
      return "valid";
    }

    @Override
    public void write(Page page) {
      int hosts = stages.stream().mapToInt(Stage::hosts).sum();
      page.line(
          page.paint()
              .green(
                  "%s is valid: application %s, %s, %s"
                      .formatted(
                          file,
                          application,
                          stages.size() == 1
                              ? "stage " + stages.getFirst().stage()
                              : stages.size() + " stages",
                          hosts == 1 ? "1 host" : hosts + " hosts")));
    }
  }

  @Override
  public void run() {
    SlipwayFile read = SlipwayFile.read(file.file);
    Stream<String> names =
        stage.stage == null ? read.stages().stream().map(StageName::value) : Stream.of(stage.stage);
    List<Valid.Stage> stages =
        names
            .map(name -> read.target(name, List.of(), List.of()))
            .map(ValidateCommand::line)
            .toList();
    output
        .output(spec.commandLine())
        .say(new Valid(file.file.toString(), read.application(), stages));
  }

  private static Valid.Stage line(Target target) {
    return new Valid.Stage(target.stage(), target.hosts().size());
  }
}
