package io.slipway.starter.command;

import io.slipway.contract.RunSummary;
import io.slipway.domain.HostName;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.output.Decided;
import io.slipway.starter.output.ExitCode;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands have in common that tell a run how to go on, and may then watch it do so. */
abstract class DecisionCommand extends RunCommand {
  @Option(
      names = "--wait",
      description = "Watch until the run has ended; the exit code is the run's.")
  boolean wait;

  @Mixin PlainOption plain;

  DecisionCommand(Surroundings surroundings) {
    super(surroundings);
  }

  /**
   * @param verb name of the update, and of the command
   * @param hosts those that were named
   * @param from the step to begin with; null where none was given
   */
  final int decide(
      NamedStage target,
      String verb,
      BiFunction<Cluster, RunSummary, Object> request,
      List<HostName> hosts,
      @Nullable String from)
      throws InterruptedException {
    return tell(
        target,
        new Telling(verb, request, run -> Decided.of(verb, run, hosts, from)),
        wait,
        ExitCode::of);
  }
}
