package io.slipway.starter.command;

import io.slipway.contract.Initiator;
import io.slipway.contract.SearchAttributes;
import io.slipway.contract.TaskQueues;
import io.slipway.contract.WireFormat;
import io.slipway.starter.gateway.LocalEngine;
import io.slipway.workflow.Workflows;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.PollerBehaviorAutoscaling;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The real command line, over a real connection, against Temporal's in-process server with the real
 * workflows; only hosts are in memory.
 */
final class CommandBench implements AutoCloseable {
  /** What takes longer does so on no machine, however busy. */
  private static final Duration BUSY = Duration.ofMinutes(2);

  /** Commands that are about no file. */
  private static final List<String> FILELESS = List.of("freeze", "train");

  static final Initiator ANA = new Initiator("ana", "laptop");

  final FakeFleet fleet = new FakeFleet();
  final FakeStores stores = new FakeStores();
  final FakeInterrupts interrupts = new FakeInterrupts();
  final Path file;
  final String address;

  private final TestServer.PortBoundTestServer server;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerFactory workers;

  /** Where nobody works, a command need not wait long to say so. */
  final SignersGate gate = new SignersGate();

  private Duration patience = Duration.ofSeconds(8);

  CommandBench(Path folder) {
    this(folder, WireFormat.dataConverter());
  }

  private CommandBench(Path folder, DataConverter converter) {
    file = folder.resolve("slipway.yml");
    int port = freePort();
    address = "127.0.0.1:" + port;
    server = TestServer.createPortBoundServer(port, true);
    registerSearchAttributes();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setDataConverter(converter).build());
    workers =
        WorkerFactory.newInstance(
            client, WorkerFactoryOptions.newBuilder().setUsingVirtualWorkflowThreads(true).build());
    Worker worker = workers.newWorker(TaskQueues.WORKFLOWS, workerOptions());
    worker.registerWorkflowImplementationTypes(Workflows.TYPES.toArray(Class<?>[]::new));
    worker.registerActivitiesImplementations(gate);
    workers
        .newWorker(TaskQueues.HOSTS, workerOptions())
        .registerActivitiesImplementations(fleet, stores, new StageAsker());
  }

  /** With a worker, as commands need it. */
  static CommandBench started(Path folder) {
    return started(folder, WireFormat.dataConverter());
  }

  /** With a worker that writes in a form of the test's choice. */
  static CommandBench started(Path folder, DataConverter converter) {
    CommandBench bench = new CommandBench(folder, converter);
    bench.patience = BUSY;
    bench.workers.start();
    return bench;
  }

  private static WorkerOptions workerOptions() {
    return WorkerOptions.newBuilder()
        .setActivityTaskPollersBehavior(new PollerBehaviorAutoscaling())
        .setWorkflowTaskPollersBehavior(new PollerBehaviorAutoscaling())
        .setDefaultDeadlockDetectionTimeout(BUSY.toMillis())
        .build();
  }

  private void registerSearchAttributes() {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget(address)
                .validateAndBuildWithDefaults());
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace("default");
    SearchAttributes.ALL.forEach(
        key ->
            request.putSearchAttributes(
                key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    var unused = operator.blockingStub().addSearchAttributes(request.build());
    operator.shutdownNow();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  WorkflowClient client() {
    return client;
  }

  /** Writes the slipway.yml of so many web hosts and one database host. */
  void writesFile(int webs, String rollout) {
    StringBuilder text =
        new StringBuilder(
            """
            application: shop
            repository: git@git.example.com:acme/shop.git
            deploy_to: /srv/shop
            steps:
              migrate: {run: bin/migrate, on: db, once: true}
              restart: {run: sudo systemctl restart shop, on: web}
            stages:
              production:
                ssh: {user: deploy}
                rollout: {%s}
                hosts:
            """
                .formatted(rollout));
    for (int i = 1; i <= webs; i++) {
      text.append("      - {name: web%d, roles: [web]}\n".formatted(i));
    }
    text.append("      - {name: db1, roles: [db]}\n");
    text.append(
        "  staging:\n    ssh: {user: deploy}\n    hosts: [{name: stage1, roles: [web, db]}]\n");
    writes(text.toString());
  }

  void writes(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command against this bench, to its end. */
  Ran run(String... arguments) {
    return begin(arguments).end();
  }

  /** Begins a command in a thread of its own. */
  Running begin(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--address", address));
    if (!FILELESS.contains(arguments[0])) {
      all.addAll(List.of("--file", file.toString()));
    }
    return Running.begin(surroundings(new NoEngine(), Map.of()), all);
  }

  Surroundings surroundings(LocalEngine engine, Map<String, String> environment) {
    return new Surroundings(environment, engine, () -> ANA, interrupts, patience);
  }

  /** Waits until something is so. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + BUSY.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within %s: ".formatted(BUSY) + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted while waiting: " + what, e);
      }
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
    workers.awaitTermination(5, TimeUnit.SECONDS);
    stubs.shutdownNow();
    server.close();
  }

  /** No command of these tests may need an engine of its own. */
  static final class NoEngine implements LocalEngine {
    @Override
    public Address start(PrintWriter notes) {
      throw new EngineException("There is no engine here. Give --address.", null);
    }

    @Override
    public Optional<Address> running() {
      return Optional.empty();
    }
  }

  /** Lets a test press Ctrl-C. */
  static final class FakeInterrupts implements Interrupts {
    private volatile @Nullable Runnable farewell;

    @Override
    public Registration onInterrupt(Runnable registered) {
      farewell = registered;
      return () -> farewell = null;
    }

    boolean armed() {
      return farewell != null;
    }
  }
}
