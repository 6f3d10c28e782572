package io.slipway.starter.command;

import io.slipway.contract.Initiator;
import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyResult;
import io.slipway.contract.Trigger;
import io.slipway.domain.SshSettings;
import io.slipway.domain.Target;
import io.slipway.starter.gateway.ConnectionSettings;
import io.slipway.starter.gateway.DriftGateway;
import io.slipway.starter.gateway.FreezeGateway;
import io.slipway.starter.gateway.LocalEngine;
import io.slipway.starter.gateway.LogGateway;
import io.slipway.starter.gateway.Patience;
import io.slipway.starter.gateway.ScheduleGateway;
import io.slipway.starter.gateway.StageGateway;
import io.slipway.starter.gateway.SurveyGateway;
import io.slipway.starter.gateway.TemporalConnection;
import io.slipway.starter.gateway.TrainGateway;
import io.slipway.starter.gateway.WorkerPresence;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.ProblemException;
import io.slipway.starter.proof.Signing;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The Temporal that a command speaks to, with somebody there to do the work. */
final class Cluster implements AutoCloseable {
  private static final Duration SAY_AFTER = Duration.ofSeconds(5);

  private final Surroundings surroundings;
  private final Output output;
  private final TemporalConnection connection;
  private final WorkerPresence workers;
  private final Signing signing;

  private Cluster(
      Surroundings surroundings,
      Output output,
      TemporalConnection connection,
      SigningOptions options) {
    this.surroundings = surroundings;
    this.output = output;
    this.connection = connection;
    this.workers = new WorkerPresence(connection.client(), connection.address());
    this.signing =
        new Signing(
            connection.client().getOptions().getNamespace(),
            options.signer(surroundings.environment(), output::note).orElse(null));
  }

  /** Connects; the local engine is started first when no cluster is configured. */
  static Cluster open(
      Surroundings surroundings, ConnectionSettings settings, SigningOptions signing, Output output)
      throws InterruptedException {
    TemporalConnection connection =
        TemporalConnection.open(
            settings,
            surroundings.environment(),
            surroundings.engine(),
            surroundings.rings(),
            new PrintWriter(new NoteWriter(output), true));
    try {
      Cluster cluster = new Cluster(surroundings, output, connection, signing);
      cluster.workers.require(output::note);
      return cluster;
    } catch (RuntimeException | InterruptedException e) {
      connection.close();
      throw e;
    }
  }

  StageGateway stages() {
    return new StageGateway(connection.client(), signing, patience(), traceparent());
  }

  TrainGateway trains() {
    return new TrainGateway(connection.client(), signing, patience());
  }

  FreezeGateway freezes() {
    return new FreezeGateway(connection.client(), signing, patience());
  }

  LogGateway logs() {
    return new LogGateway(connection.client(), signing, patience(), output::note);
  }

  private Patience patience() {
    return new Patience(connection.address(), SAY_AFTER, surroundings.patience(), output::note);
  }

  /** Has a worker look at the hosts, and find out what the ref is unless it is null. */
  SurveyResult survey(SurveyKind kind, Target target, @Nullable String ref)
      throws InterruptedException {
    return new SurveyGateway(connection.client(), connection.address(), signing, output::note)
        .survey(kind, reachable(target), ref, asker());
  }

  DriftGateway drift() {
    return new DriftGateway(connection.client(), signing);
  }

  ScheduleGateway schedules() {
    return new ScheduleGateway(connection.client(), signing);
  }

  /** Says on what it depends that schedules are kept to, where that is not plain. */
  void sayWhoKeepsSchedules() {
    if (connection.local()) {
      output.note(
          "The local engine stays up for it while this machine does, and is not started again with"
              + " it. Where that is not enough: docs/guide/running-a-worker.md.");
    }
  }

  String address() {
    return connection.address();
  }

  Initiator asker() {
    return surroundings.asker().get();
  }

  /** What has made the asker ask. */
  Trigger trigger() {
    return Boolean.parseBoolean(surroundings.environment().get("CI")) ? Trigger.CI : Trigger.MANUAL;
  }

  /** In whose trace the runs go on that are asked for; null for traces of their own. */
  @Nullable String traceparent() {
    return surroundings.environment().get("TRACEPARENT");
  }

  Interrupts interrupts() {
    return surroundings.interrupts();
  }

  /**
   * The target as workers can reach it. The local engine's worker may have been started from
   * another login session, whose ssh-agent is not the asker's.
   *
   * @throws ProblemException when nobody polls for a site of its hosts
   */
  Target reachable(Target target) throws InterruptedException {
    workers.requireAt(target, output::note);
    String agent = surroundings.environment().get("SSH_AUTH_SOCK");
    SshSettings ssh = target.ssh();
    if (!connection.local() || ssh.agent() != null || agent == null || agent.isEmpty()) {
      return target;
    }
    return target.withSsh(ssh.withAgent(agent));
  }

  /** Tries to have Temporal back when it is on this machine. */
  void revive() {
    try {
      connection.revive();
    } catch (LocalEngine.EngineException e) {
      output.note(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
