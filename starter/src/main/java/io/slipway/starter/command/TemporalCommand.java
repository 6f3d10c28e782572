package io.slipway.starter.command;

import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands that ask Temporal have in common. */
abstract class TemporalCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;
  @Mixin ConnectionOptions connection;
  @Mixin SigningOptions signing;
  @Mixin OutputOptions format;

  TemporalCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What a command does once Temporal answers. */
  interface Work {
    ExitCode with(Cluster cluster, Output output) throws InterruptedException;
  }

  /** What is good to know before the command does its work. */
  List<String> beforehand() {
    return List.of();
  }

  final int ask(Work work) throws InterruptedException {
    CommandLine command = spec.commandLine();
    Output output = format.output(command, PlainOption.show(command, surroundings.show()));
    try (Cluster cluster = Cluster.open(surroundings, connection.settings(), signing, output)) {
      beforehand().forEach(output::note);
      return work.with(cluster, output).number();
    }
  }
}
