package io.slipway.bench.chaos;

import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;
import io.slipway.contract.RunSummary;
import io.slipway.contract.SearchAttributes;
import io.slipway.contract.StageStatus;
import io.slipway.contract.WireFormat;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.starter.gateway.Patience;
import io.slipway.starter.gateway.StageGateway;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.RunListener;
import io.slipway.starter.proof.Signing;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.FreePorts;
import io.slipway.testbench.Program;
import io.slipway.testbench.TemporalServer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The processes of a team's Slipway: Temporal's server and a worker, and command lines on call. */
final class Parts implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final SlipwayProgram slipway;
  private final TemporalServer server;
  private final WorkflowServiceStubs stubs;
  private final HttpClient http = HttpClient.newHttpClient();
  private final int healthPort = FreePorts.next();
  private Program worker;

  /** Starts a server and a worker, and waits until the worker is ready. */
  Parts(SlipwayProgram slipway) {
    this.slipway = slipway;
    this.server =
        TemporalServer.start(
            SearchAttributes.ALL.stream().map(SearchAttributeKey::getName).toList());
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
    this.worker = launchWorker();
    awaitWorker();
  }

  /** {@code slipway deploy} of a revision, in a process of its own. */
  Program deploy(Path file, String revision) {
    return Program.start(
        slipway.launch(
            "deploy",
            ChaosFile.STAGE,
            "--revision",
            revision,
            "--file",
            file.toString(),
            "--address",
            server.address()));
  }

  void killWorker() {
    worker.kill();
  }

  /** As an init system does it: a new process, at once, and nobody waits for it. */
  void restartWorker() {
    worker.close();
    worker = launchWorker();
  }

  void killServer() {
    server.kill();
  }

  void restartServer() {
    server.restart();
  }

  /** What the stage remembers; empty before its first run. */
  Optional<StageStatus> status() {
    return stages()
        .status(ApplicationName.of(ChaosFile.APPLICATION), StageName.of(ChaosFile.STAGE));
  }

  /** What a run that has ended says of its hosts. */
  RunResult result(RunSummary run) throws InterruptedException {
    return result(run, event -> {});
  }

  /** As {@link #result(RunSummary)}, and what happened in it. */
  RunResult result(RunSummary run, Consumer<RunEvent> told) throws InterruptedException {
    return stages().follow(run.workflowId(), new Listening(told));
  }

  private StageGateway stages() {
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setDataConverter(WireFormat.dataConverter())
                .build());
    return new StageGateway(
        client, new Signing("default", null), Patience.usual(server.address(), note -> {}));
  }

  private record Listening(Consumer<RunEvent> told) implements RunListener {
    @Override
    public void event(String workflow, RunEvent event) {
      told.accept(event);
    }

    @Override
    public void lost(String why) {}

    @Override
    public void found(String what) {}

    @Override
    public void ended(RunResult result, ExitCode exit) {}
  }

  /** The last words of the worker that runs now. */
  String workerLog() {
    return worker.output();
  }

  void awaitWorker() {
    Eventually.within(START_LIMIT, "a worker that is ready", this::workerIsReady);
  }

  private boolean workerIsReady() {
    if (!worker.isAlive()) {
      throw new AssertionError("the worker has ended:\n" + worker.output());
    }
    URI ready = URI.create("http://127.0.0.1:%d/readyz".formatted(healthPort));
    try {
      return http.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the worker", e);
    }
  }

  private Program launchWorker() {
    return Program.start(
        slipway.launch(
            "worker",
            "--unsigned",
            "--address",
            server.address(),
            "--health-address",
            "127.0.0.1:" + healthPort));
  }

  @Override
  public void close() {
    http.close();
    stubs.shutdownNow();
    worker.close();
    server.close();
  }
}
