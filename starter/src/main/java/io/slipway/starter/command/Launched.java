package io.slipway.starter.command;

import io.slipway.contract.Answer;
import io.slipway.contract.Place;
import io.slipway.contract.RunTicket;
import io.slipway.domain.Host;
import io.slipway.domain.Target;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.output.Accepted;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.Standing;

/** A run that a command has just begun: told, and watched unless the asker does not want to. */
final class Launched {
  private final Cluster cluster;
  private final Output output;
  private final RunOptions options;
  private final boolean quiet;

  Launched(Cluster cluster, Output output, RunOptions options, boolean quiet) {
    this.cluster = cluster;
    this.output = output;
    this.options = options;
    this.quiet = quiet;
  }

  ExitCode carryOn(Answer answer, String ref, Target target) throws InterruptedException {
    return switch (answer) {
      case RunTicket ticket -> begun(ticket, ref, target);
      case Place place -> waiting(place, ref, target);
    };
  }

  private ExitCode waiting(Place place, String ref, Target target) throws InterruptedException {
    if (options.detach) {
      output.say(Standing.unwatched(target.application(), target.stage(), place));
      return ExitCode.DONE;
    }
    if (!quiet) {
      output.say(Standing.of(target.application(), target.stage(), place));
    }
    LineWatch.End end = new LineWatch(cluster, output, NamedStage.of(target), quiet).watch(place);
    RunTicket run = end.run();
    return run == null ? end.exit() : begun(run, ref, target);
  }

  private ExitCode begun(RunTicket ticket, String ref, Target target) throws InterruptedException {
    Accepted accepted =
        Accepted.of(
            ticket,
            ref,
            cluster.asker(),
            options.reason,
            target.hosts().stream().map(Host::name).toList(),
            cluster.address(),
            options.detach);
    // To a watcher it is progress; who does not watch has asked for nothing else.
    if (options.detach || !quiet) {
      output.say(accepted);
    }
    return options.detach ? ExitCode.DONE : new Watching(cluster, output).watch(ticket.key());
  }
}
