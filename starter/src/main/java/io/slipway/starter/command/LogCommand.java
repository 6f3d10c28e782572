package io.slipway.starter.command;

import io.slipway.contract.LogOrder;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.HostName;
import io.slipway.starter.config.NamedStage;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.LogLines;
import io.slipway.starter.output.Output;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code slipway log}: all that commands have said on hosts. */
@Command(
    name = "log",
    description = {
      "Show all that commands have said on hosts in a run: those of steps, and health checks.",
      "Each line tells its host and step."
    })
final class LogCommand extends ClusterCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "DEPLOY",
      description =
          "The id of a release or run, such as 20261124090000; a run's workflow, such as"
              + " deploy/shop/production/20261124090000; or a stage, for its current or last run."
              + " May be left out when there is only one stage.")
  @Nullable String deploy;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      split = ",",
      description = "Only what was said on this host.")
  List<String> hosts = new ArrayList<>();

  @Option(
      names = "--step",
      paramLabel = "STEP",
      description =
          "Only what this step has said: build, migrate, before-switch, restart, verify, finished.")
  @Nullable String step;

  @Option(names = "--follow", description = "Show what comes, too, until the run ends.")
  boolean follow;

  LogCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    List<HostName> chosen = hosts.stream().map(this::host).toList();
    if (chosen.size() > LogOrder.MOST_HOSTS) {
      throw new ParameterException(
          spec.commandLine(), "--host: at most %d are taken".formatted(LogOrder.MOST_HOSTS));
    }
    RunNaming naming = RunNaming.of(deploy, () -> file.file);
    return ask(
        (cluster, output) -> {
          RunKey run = naming.key().orElseGet(() -> known(naming, cluster));
          return read(cluster, output, new LogOrder(run, chosen, step, cluster.asker()));
        });
  }

  private HostName host(String name) {
    try {
      return HostName.of(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--host: %s".formatted(e.getMessage()), e);
    }
  }

  private static RunKey known(RunNaming naming, Cluster cluster) {
    for (NamedStage stage : naming.stages()) {
      StageStatus status =
          naming.stages().size() == 1
              ? StageWords.used(cluster, stage)
              : cluster
                  .stages()
                  .status(stage.application(), stage.stage())
                  .orElse(new StageStatus(null, List.of()));
      RunSummary found = naming.in(status).orElse(null);
      if (found != null) {
        return found.key();
      }
    }
    throw naming.unknown();
  }

  private ExitCode read(Cluster cluster, Output output, LogOrder order)
      throws InterruptedException {
    LogLines lines =
        new LogLines(
            output, WorkflowIds.run(order.run()), order.hosts().size() != 1, order.step() == null);
    try {
      cluster.logs().read(order, follow, lines);
    } catch (InterruptedException e) {
      lines.finish();
      return ExitCode.DETACHED;
    }
    lines.finish();
    if (!lines.any()) {
      output.note(
          "Nothing is kept of what commands said %sin %s. They may have said nothing, or it was long ago."
              .formatted(order.hosts().isEmpty() ? "" : "there ", WorkflowIds.run(order.run())));
    }
    return ExitCode.DONE;
  }
}
