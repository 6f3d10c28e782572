package io.slipway.worker;

import com.uber.m3.tally.Scope;
import io.grpc.StatusRuntimeException;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A worker's open way to its namespace of Temporal. */
final class TemporalLink implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final Duration PROBE = Duration.ofSeconds(2);

  private final String address;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private TemporalLink(String address, WorkflowServiceStubs stubs, WorkflowClient client) {
    this.address = address;
    this.stubs = stubs;
    this.client = client;
  }

  /**
   * @throws WorkerException when Temporal does not answer within half a minute
   */
  static TemporalLink open(ClientConfigProfile cluster, DataConverter converter, Scope metrics) {
    String address = String.valueOf(cluster.getAddress());
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder(cluster.toWorkflowServiceStubsOptions())
                .setMetricsScope(metrics)
                .build());
    try {
      stubs.connect(CONNECT);
    } catch (RuntimeException e) {
      stubs.shutdownNow();
      throw new WorkerException(
          "Tried to reach Temporal at %s, but %s. Is it running, and are address and TLS options right?"
              .formatted(address, Text.reason(e)),
          e);
    }
    WorkflowClientOptions.Builder options =
        WorkflowClientOptions.newBuilder().setDataConverter(converter).setIdentity(identity());
    String namespace = cluster.getNamespace();
    if (namespace != null && !namespace.isEmpty()) {
      options.setNamespace(namespace);
    }
    return new TemporalLink(address, stubs, WorkflowClient.newInstance(stubs, options.build()));
  }

  /** Who works, as the Web UI shows it beside each step. */
  private static String identity() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      host = "unnamed-host";
    }
    return "%s/%d".formatted(host, ProcessHandle.current().pid());
  }

  String address() {
    return address;
  }

  String namespace() {
    return client.getOptions().getNamespace();
  }

  WorkflowClient client() {
    return client;
  }

  WorkflowServiceStubs workflowService() {
    return stubs;
  }

  /** Asks the service that administers the cluster, over a connection of its own. */
  <T> T administer(Function<OperatorServiceBlockingStub, T> call) {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder(stubs.getOptions())
                .validateAndBuildWithDefaults());
    try {
      return call.apply(operator.blockingStub());
    } finally {
      operator.shutdownNow();
    }
  }

  /** Why Temporal does not answer; empty when it does. Takes two seconds at most. */
  Optional<String> trouble() {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(PROBE.toMillis(), TimeUnit.MILLISECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      return Optional.of(Text.reason(e));
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(2, TimeUnit.SECONDS);
  }
}
