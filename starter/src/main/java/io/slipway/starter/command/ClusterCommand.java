package io.slipway.starter.command;

import io.slipway.domain.Target;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands that ask Temporal about slipway.yml's stages have in common. */
abstract class ClusterCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;
  @Mixin FileOption file;
  @Mixin ConnectionOptions connection;
  @Mixin SigningOptions signing;
  @Mixin OutputOptions format;

  ClusterCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What a command does once Temporal answers. */
  interface Work {
    ExitCode with(Cluster cluster, Output output) throws InterruptedException;
  }

  /** The stage that is meant. */
  final NamedStage named(StageParameter stage) {
    return named(stage.stage);
  }

  /**
   * The stage of this name.
   *
   * @param stage null when there is only one
   */
  final NamedStage named(@Nullable String stage) {
    return SlipwayFile.read(file.file).named(stage);
  }

  /** The stage that is meant, with the hosts that are selected. */
  final Target target(StageParameter stage, SelectionOptions selection) {
    return SlipwayFile.read(file.file).target(stage.stage, selection.hosts, selection.roles);
  }

  final int ask(Work work) throws InterruptedException {
    CommandLine command = spec.commandLine();
    Output output = format.output(command, PlainOption.show(command, surroundings.show()));
    try (Cluster cluster = Cluster.open(surroundings, connection.settings(), signing, output)) {
      return work.with(cluster, output).number();
    }
  }
}
