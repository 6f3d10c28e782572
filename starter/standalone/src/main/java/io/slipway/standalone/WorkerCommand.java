package io.slipway.standalone;

import io.slipway.starter.command.ConnectionOptions;
import io.slipway.starter.command.HelpOption;
import io.slipway.starter.gateway.ClusterProfile;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.slipway.worker.Logs;
import io.slipway.worker.Wiring;
import io.slipway.worker.WorkerException;
import io.slipway.worker.WorkerProcess;
import io.slipway.worker.WorkerSettings;
import io.temporal.envconfig.ClientConfigProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code slipway worker}: works for a Temporal cluster until it is told to stop. */
@Command(
    name = "worker",
    description = {
      "Do the work that is asked for through a Temporal cluster, until SIGTERM or Ctrl-C.",
      "Run two or more near your hosts. Without a cluster, the local engine has a worker of its"
          + " own."
    },
    footerHeading = "%nExample:%n",
    footer = "  slipway worker --address temporal.example.com:7233 --namespace deploys")
final class WorkerCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  private final Path home;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;
  @Mixin ConnectionOptions connection;

  @Option(
      names = "--hosts",
      paramLabel = "NUMBER",
      defaultValue = "${env:SLIPWAY_WORKER_HOSTS:-" + WorkerSettings.HOSTS + "}",
      description =
          "Hosts in work at a time, 1 to 2000. Default: SLIPWAY_WORKER_HOSTS, then "
              + WorkerSettings.HOSTS
              + ".")
  int hosts;

  @Option(
      names = "--drain",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "${env:SLIPWAY_WORKER_DRAIN:-30s}",
      description =
          "How long activities in hand may go on after SIGTERM, 0s to 1h. Default:"
              + " SLIPWAY_WORKER_DRAIN, then 30s.")
  Duration drain;

  @Option(
      names = "--health-address",
      paramLabel = "HOST:PORT",
      converter = HealthAddress.Converter.class,
      defaultValue =
          "${env:SLIPWAY_WORKER_HEALTH_ADDRESS:-127.0.0.1:" + WorkerSettings.HEALTH_PORT + "}",
      description =
          "Where /healthz, /readyz and /metrics are served over plain HTTP, or 'off'. Default:"
              + " SLIPWAY_WORKER_HEALTH_ADDRESS, then 127.0.0.1:"
              + WorkerSettings.HEALTH_PORT
              + ".")
  HealthAddress health;

  WorkerCommand(Map<String, String> environment, Path home) {
    this.environment = environment;
    this.home = home;
  }

  @Override
  public Integer call() throws InterruptedException {
    WorkerSettings settings = settings();
    ClientConfigProfile cluster =
        ClusterProfile.find(connection.settings(), environment)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ExitCode.USAGE,
                        "There is no Temporal cluster to work for. Give its --address, or set"
                            + " TEMPORAL_ADDRESS or a profile. Without a cluster no worker is"
                            + " needed: the local engine has its own."));
    Logs.toConsole();
    CountDownLatch stop = new CountDownLatch(1);
    Termination.during(() -> work(cluster, settings, stop), stop::countDown);
    return ExitCode.DONE.number();
  }

  private void work(ClientConfigProfile cluster, WorkerSettings settings, CountDownLatch stop)
      throws InterruptedException {
    try (Wiring wiring = Wiring.open(settings, environment, home);
        WorkerProcess worker = WorkerProcess.start(cluster, settings, wiring.activities())) {
      stop.await();
      worker.drain();
    } catch (WorkerException e) {
      throw new ProblemException(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
    }
  }

  private WorkerSettings settings() {
    try {
      return new WorkerSettings(hosts, drain, health.socket());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "Worker setting " + e.getMessage(), e);
    }
  }
}
