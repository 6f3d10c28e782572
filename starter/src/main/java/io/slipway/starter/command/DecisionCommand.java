package io.slipway.starter.command;

import io.slipway.contract.RunSummary;
import io.slipway.domain.HostName;
import io.slipway.starter.config.HostPatterns;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.output.Decided;
import io.slipway.starter.output.ExitCode;
import java.util.ArrayList;
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
   * About the whole run.
   *
   * @param verb name of the update, and of the command
   */
  final int decide(NamedStage target, String verb, BiFunction<Cluster, RunSummary, Object> request)
      throws InterruptedException {
    return decide(target, new Telling(verb, request, r -> Decided.of(verb, r, List.of(), null)));
  }

  /**
   * About hosts of the run. The run itself is asked which it has: a host that has died may be in no
   * list any more, and is the one that is meant.
   *
   * @param verb name of the update, and of the command
   * @param patterns those that were typed; where there are none, no host is named
   * @param from the step to begin with; null where none was given
   */
  final int decideOn(
      NamedStage target,
      String verb,
      HostPatterns patterns,
      BiFunction<Cluster, List<HostName>, Object> request,
      @Nullable String from)
      throws InterruptedException {
    List<HostName> named = new ArrayList<>();
    return decide(
        target,
        new Telling(
            verb,
            (cluster, current) -> {
              if (!patterns.patterns().isEmpty()) {
                named.addAll(
                    patterns.among(
                        cluster.stages().hosts(current.key()),
                        "the run on %s (%s)".formatted(target.stage(), current.workflowId())));
              }
              return request.apply(cluster, named);
            },
            run -> Decided.of(verb, run, named, from)));
  }

  private int decide(NamedStage target, Telling telling) throws InterruptedException {
    return tell(target, telling, wait, ExitCode::of);
  }
}
