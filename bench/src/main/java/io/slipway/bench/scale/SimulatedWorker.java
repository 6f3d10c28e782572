package io.slipway.bench.scale;

import io.slipway.contract.WireFormat;
import io.slipway.gate.Gate;
import io.slipway.worker.Polling;
import io.slipway.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A worker process with the real workflows and {@link SimulatedHosts}. Runs until it is killed. */
@Command(name = "simulated-worker")
final class SimulatedWorker implements Callable<Integer> {
  static final String READY = "simulated worker polls";

  @Option(names = "--address", required = true)
  String address = "";

  @Option(names = "--slots", required = true)
  int slots;

  @Mixin Simulation simulation = new Simulation();

  private SimulatedWorker() {}

  public static void main(String[] arguments) {
    int code = new CommandLine(new SimulatedWorker()).execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  static WorkflowClient connect(String address) {
    return WorkflowClient.newInstance(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build()),
        WorkflowClientOptions.newBuilder().setDataConverter(WireFormat.dataConverter()).build());
  }

  @Override
  public Integer call() {
    Polling.prepare(
            connect(address),
            new WorkerSettings(slots, WorkerSettings.DRAIN, null),
            List.of(new SimulatedHosts(simulation), Gate.unsigned(verdict -> {})))
        .start();
    System.out.println(READY);
    return 0;
  }
}
