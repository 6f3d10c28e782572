package io.slipway.starter.gateway;

import io.slipway.codec.EncryptingCodec;
import io.slipway.codec.KeyRings;
import io.slipway.contract.WireFormat;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An open way to a Temporal namespace: of the cluster that is configured, or of this machine. */
public final class TemporalConnection implements AutoCloseable {
  /** A server that restarts is back within a second or two. */
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Retries within one call, short enough that a watcher soon says that Temporal is away. */
  private static final Duration RETRY_FOR = Duration.ofSeconds(4);

  /** A server that has too much to do is asked once more, and not soon: see {@link Throng}. */
  private static final Duration CONGESTION_REST = Duration.ofSeconds(8);

  private static final Duration QUERY = Duration.ofSeconds(10);

  private final NetworkThread network;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final String address;
  private final Runnable revival;
  private final boolean local;

  private TemporalConnection(
      NetworkThread network,
      WorkflowServiceStubs stubs,
      WorkflowClient client,
      String address,
      boolean local,
      Runnable revival) {
    this.network = network;
    this.stubs = stubs;
    this.client = client;
    this.address = address;
    this.local = local;
    this.revival = revival;
  }

  /**
   * Connects, and starts the local engine first when no cluster is configured.
   *
   * @param rings where the keys of encrypted payloads are had
   * @param notes told in one line each what people should know
   * @throws ProblemException when Temporal cannot be reached
   */
  public static TemporalConnection open(
      ConnectionSettings settings,
      Map<String, String> environment,
      LocalEngine engine,
      KeyRings rings,
      PrintWriter notes) {
    DataConverter converter =
        EncryptingCodec.converter(
            WireFormat.dataConverter(),
            PayloadKeys.find(settings, environment, rings).orElse(null));
    Optional<ClientConfigProfile> cluster = ClusterProfile.find(settings, environment);
    if (cluster.isPresent()) {
      return connect(cluster.get(), converter, false, () -> {});
    }
    LocalEngine.Address local = engine.start(notes);
    return connect(
        ClientConfigProfile.newBuilder()
            .setAddress(local.target())
            .setNamespace(local.namespace())
            .build(),
        converter,
        true,
        () -> requireSame(local, engine.start(notes)));
  }

  /** The engine keeps its port, unless another program has taken it meanwhile. */
  private static void requireSame(LocalEngine.Address before, LocalEngine.Address now) {
    if (!now.target().equals(before.target())) {
      throw new ProblemException(
          ExitCode.UNREACHABLE,
          "The local engine is back at %s, for another program has taken its place at %s. The run goes on there: slipway watch."
              .formatted(now.target(), before.target()));
    }
  }

  private static TemporalConnection connect(
      ClientConfigProfile profile, DataConverter converter, boolean local, Runnable revival) {
    NetworkThread network = new NetworkThread();
    WorkflowServiceStubsOptions options =
        WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
            .setChannelInitializer(network::serve)
            .setRpcQueryTimeout(QUERY)
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder()
                    .setExpiration(RETRY_FOR)
                    .setCongestionInitialInterval(CONGESTION_REST)
                    .validateBuildWithDefaults())
            .build();
    String namespace = profile.getNamespace();
    WorkflowClientOptions.Builder clientOptions =
        WorkflowClientOptions.newBuilder().setDataConverter(converter);
    if (namespace != null && !namespace.isEmpty()) {
      clientOptions.setNamespace(namespace);
    }
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(options);
    try {
      stubs.connect(CONNECT);
    } catch (RuntimeException e) {
      stubs.shutdownNow();
      network.close();
      throw unreachable(profile.getAddress(), e);
    }
    return new TemporalConnection(
        network,
        stubs,
        WorkflowClient.newInstance(stubs, clientOptions.build()),
        String.valueOf(profile.getAddress()),
        local,
        revival);
  }

  private static ProblemException unreachable(@Nullable String address, RuntimeException cause) {
    return new ProblemException(
        ExitCode.UNREACHABLE,
        "Tried to reach Temporal at %s, but %s. Is it running, and are address and TLS options right?"
            .formatted(address, Away.reason(cause)),
        cause);
  }

  public WorkflowClient client() {
    return client;
  }

  public String address() {
    return address;
  }

  /** Whether this is the engine of this machine, whose worker is the asker's own. */
  public boolean local() {
    return local;
  }

  /** Starts the local engine again if that is what does not answer; a cluster is left alone. */
  public void revive() {
    revival.run();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(2, TimeUnit.SECONDS);
    network.close();
  }
}
