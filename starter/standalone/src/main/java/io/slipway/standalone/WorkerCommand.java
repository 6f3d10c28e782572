package io.slipway.standalone;

import io.slipway.audit.AuditException;
import io.slipway.audit.Trail;
import io.slipway.codec.KeyRing;
import io.slipway.codec.KeyRings;
import io.slipway.domain.Label;
import io.slipway.gate.Gate;
import io.slipway.gate.PolicyException;
import io.slipway.gate.Verdicts;
import io.slipway.log.LogException;
import io.slipway.log.Logbook;
import io.slipway.secret.SecretPermissions;
import io.slipway.standalone.engine.BackgroundEngine;
import io.slipway.starter.command.ConnectionOptions;
import io.slipway.starter.command.HelpOption;
import io.slipway.starter.command.OutputOptions;
import io.slipway.starter.gateway.ClusterProfile;
import io.slipway.starter.gateway.ConnectionSettings;
import io.slipway.starter.gateway.PayloadKeys;
import io.slipway.starter.gateway.TemporalConnection;
import io.slipway.starter.gateway.WorkerVersionsGateway;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Message;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.ProblemException;
import io.slipway.worker.Discretion;
import io.slipway.worker.Logs;
import io.slipway.worker.OwnBuild;
import io.slipway.worker.Wiring;
import io.slipway.worker.WorkerException;
import io.slipway.worker.WorkerProcess;
import io.slipway.worker.WorkerSettings;
import io.temporal.envconfig.ClientConfigProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
    footer =
        "  slipway worker --address temporal.example.com:7233 --policy /etc/slipway/policy.yml")
final class WorkerCommand implements Callable<Integer> {
  private final BackgroundEngine engine;
  private final Map<String, String> environment;
  private final Path home;
  private final KeyRings rings;

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

  @ArgGroup @Nullable Trust trust;

  /** Whom the worker believes. Each must be said, for whoever reaches Temporal can ask. */
  static final class Trust {
    @Option(
        names = "--policy",
        paramLabel = "FILE",
        required = true,
        description =
            "The policy.yml that says who may ask for what (docs/guide/who-may.md). Default:"
                + " SLIPWAY_POLICY.")
    @Nullable Path policy;

    @Option(
        names = "--unsigned",
        required = true,
        description =
            "Carry out what anybody asks who reaches Temporal, and take their word for who they"
                + " are.")
    boolean unsigned;
  }

  @Option(
      names = "--site",
      paramLabel = "NAME",
      defaultValue = "${env:SLIPWAY_WORKER_SITE}",
      description =
          "Work on the hosts of this site, as slipway.yml calls it, and on nothing else"
              + " (docs/guide/sites.md). Nobody asks such a worker for anything, so that it needs"
              + " neither --policy nor --unsigned. Default: SLIPWAY_WORKER_SITE, then none.")
  @Nullable String site;

  @Option(
      names = "--versioned",
      defaultValue = "${env:SLIPWAY_WORKER_VERSIONED:-false}",
      description =
          "Take part in Temporal's worker versioning: runs end on the version that began them, and"
              + " new ones begin on the version that was promoted last (docs/guide/upgrading.md)."
              + " Default: SLIPWAY_WORKER_VERSIONED, then false.")
  boolean versioned;

  @Option(
      names = "--build-id",
      paramLabel = "ID",
      defaultValue = "${env:SLIPWAY_WORKER_BUILD_ID}",
      description =
          "What this version is called. Default: SLIPWAY_WORKER_BUILD_ID, then Slipway's version"
              + " and a digest of its code.")
  @Nullable String build;

  @Option(
      names = "--audit",
      paramLabel = "FILE",
      defaultValue = "${env:SLIPWAY_AUDIT}",
      description =
          "Where the audit trail is kept: file:/path, with ?size=64M and &every=day for when a new"
              + " file is begun, or 'off' (docs/guide/audit.md). Default: SLIPWAY_AUDIT, then off.")
  @Nullable String audit;

  @Option(
      names = "--logs",
      paramLabel = "PLACE",
      defaultValue = "${env:SLIPWAY_LOGS}",
      description =
          "Where all is kept that commands say on hosts: file:/path, with ?size=1M and &keep=30d;"
              + " s3://bucket/prefix, with ?size=1M; or 'off' (docs/guide/logs.md). Default:"
              + " SLIPWAY_LOGS, then a folder of the worker's state.")
  @Nullable String logs;

  WorkerCommand(
      BackgroundEngine engine, Map<String, String> environment, Path home, KeyRings rings) {
    this.engine = engine;
    this.environment = environment;
    this.home = home;
    this.rings = rings;
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
    KeyRing keys = PayloadKeys.find(connection.settings(), environment, rings).orElse(null);
    Logs.toConsole();
    CountDownLatch stop = new CountDownLatch(1);
    Termination.during(() -> work(cluster, settings, keys, stop), stop::countDown);
    return ExitCode.DONE.number();
  }

  private Gate gate(Verdicts verdicts) {
    String variable = environment.getOrDefault("SLIPWAY_POLICY", "");
    Trust said = trust;
    boolean unasked = site != null && said == null && variable.isEmpty();
    if (unasked || (said != null && said.unsigned)) {
      return Gate.unsigned(verdicts);
    }
    Path policy = said != null ? said.policy : variable.isEmpty() ? null : Path.of(variable);
    if (policy == null) {
      throw new ProblemException(
          ExitCode.USAGE,
          "Tried to start a worker, but nobody has said who may ask it for work. Give --policy FILE"
              + " (docs/guide/who-may.md), or --unsigned to carry out what anybody asks who"
              + " reaches Temporal.");
    }
    try {
      return Gate.by(policy.toAbsolutePath(), verdicts);
    } catch (PolicyException e) {
      throw new ProblemException(
          ExitCode.USAGE, "The policy cannot be used:\n%s".formatted(e.getMessage()), e);
    }
  }

  private void work(
      ClientConfigProfile cluster,
      WorkerSettings settings,
      @Nullable KeyRing keys,
      CountDownLatch stop)
      throws InterruptedException {
    Map<String, String> own = new HashMap<>(environment);
    if (audit != null) {
      own.put(Trail.FILE, audit);
    }
    if (logs != null) {
      own.put(Logbook.PLACE, logs);
    }
    try (Wiring wiring = Wiring.open(settings, own, home, SecretPermissions.of(own), this::gate);
        WorkerProcess worker =
            WorkerProcess.start(cluster, settings, wiring.activities(), discretion(wiring, keys))) {
      stop.await();
      worker.drain();
    } catch (AuditException | LogException e) {
      throw new ProblemException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (WorkerException e) {
      throw new ProblemException(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
    }
  }

  private static Discretion discretion(Wiring wiring, @Nullable KeyRing keys) {
    Logs.redact(wiring.redactor());
    return new Discretion(wiring.redactor(), keys);
  }

  private WorkerSettings settings() {
    try {
      return new WorkerSettings(
          hosts,
          drain,
          health.socket(),
          versioned ? ownBuild() : null,
          site == null ? null : Label.of(site));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "Worker setting " + e.getMessage(), e);
    }
  }

  private String ownBuild() {
    return build == null ? OwnBuild.id() : build;
  }

  @Command(
      name = "versions",
      description = {
        "List the versions of workers that Temporal knows, and the open runs that need them.",
        "The workers of a version may be stopped once it is DRAINED."
      })
  int versions(
      @Mixin HelpOption help, @Mixin ConnectionOptions connection, @Mixin OutputOptions format)
      throws InterruptedException {
    return ask(connection, format, "versions", WorkerVersionsGateway::list);
  }

  @Command(
      name = "promote",
      description = {
        "Have new runs begin on a version whose workers poll; the others end their runs.",
        "Also the way back to an older version."
      })
  int promote(
      @Mixin HelpOption help,
      @Mixin ConnectionOptions connection,
      @Mixin OutputOptions format,
      @Parameters(
              arity = "0..1",
              paramLabel = "ID",
              description =
                  "What the version is called. Default: the version of this very program.")
          @Nullable String id,
      @Option(
              names = "--none",
              description =
                  "Have new runs begin on workers without a version, as before the first.")
          boolean none)
      throws InterruptedException {
    if (none && id != null) {
      throw new ParameterException(
          spec.commandLine(), "promote: either a version or --none, not both.");
    }
    String chosen = id == null ? OwnBuild.id() : id;
    return ask(connection, format, "promote", versions -> versions.promote(none ? null : chosen));
  }

  /** What is asked of the cluster's versions. */
  private interface Question {
    Message of(WorkerVersionsGateway versions) throws InterruptedException;
  }

  private int ask(ConnectionOptions own, OutputOptions format, String command, Question question)
      throws InterruptedException {
    CommandLine commandLine = Objects.requireNonNull(spec.subcommands().get(command));
    if (!connection.settings().equals(ConnectionSettings.NONE)) {
      throw new ParameterException(
          commandLine,
          "The way to Temporal is given behind the command: slipway worker " + command);
    }
    Output output = format.output(commandLine);
    try (TemporalConnection open =
        TemporalConnection.open(own.settings(), environment, engine, rings, commandLine.getErr())) {
      output.say(question.of(new WorkerVersionsGateway(open)));
    }
    return ExitCode.DONE.number();
  }
}
