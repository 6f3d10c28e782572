package io.slipway.standalone;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.HandlerRegistry;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.WireFormat;
import io.temporal.api.update.v1.Request;
import io.temporal.api.workflowservice.v1.ExecuteMultiOperationRequest;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionRequest;
import io.temporal.common.converter.DataConverter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stands between commands and Temporal, reads signed requests, and may change them. */
final class Middleman implements AutoCloseable {
  private static final DataConverter CONVERTER = WireFormat.dataConverter();

  private final ManagedChannel temporal;
  private final Server server;
  private volatile UnaryOperator<SignedRequest> change = UnaryOperator.identity();
  private volatile @Nullable SignedRequest seen;

  /**
   * @param address of the real server
   */
  Middleman(String address) {
    temporal = Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()).build();
    try {
      server =
          Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
              .fallbackHandlerRegistry(new Everything())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  /** From now on does this to each signed request. */
  void changes(UnaryOperator<SignedRequest> how) {
    change = how;
  }

  /** The last signed request, as it was before it was changed. */
  SignedRequest seen() {
    return Objects.requireNonNull(seen);
  }

  private final class Everything extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<byte[], byte[]> lookupMethod(
        String name, @Nullable String authority) {
      MethodDescriptor<byte[], byte[]> method =
          MethodDescriptor.<byte[], byte[]>newBuilder(new Raw(), new Raw())
              .setType(MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(name)
              .build();
      return ServerMethodDefinition.create(
          method,
          ServerCalls.asyncUnaryCall(
              (request, answer) ->
                  ClientCalls.asyncUnaryCall(
                      temporal.newCall(method, CallOptions.DEFAULT),
                      passed(method.getBareMethodName(), request),
                      answer)));
    }
  }

  private byte[] passed(@Nullable String method, byte[] request) {
    try {
      if ("ExecuteMultiOperation".equals(method)) {
        ExecuteMultiOperationRequest.Builder all =
            ExecuteMultiOperationRequest.parseFrom(request).toBuilder();
        all.getOperationsBuilderList().stream()
            .filter(ExecuteMultiOperationRequest.Operation.Builder::hasUpdateWorkflow)
            .forEach(o -> change(o.getUpdateWorkflowBuilder().getRequestBuilder()));
        return all.build().toByteArray();
      }
      if ("UpdateWorkflowExecution".equals(method)) {
        UpdateWorkflowExecutionRequest.Builder one =
            UpdateWorkflowExecutionRequest.parseFrom(request).toBuilder();
        change(one.getRequestBuilder());
        return one.build().toByteArray();
      }
      return request;
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void change(Request.Builder update) {
    if (!update.getInput().getName().equals("signed")) {
      return;
    }
    SignedRequest request =
        CONVERTER.fromPayloads(
            0, Optional.of(update.getInput().getArgs()), SignedRequest.class, SignedRequest.class);
    seen = request;
    update.getInputBuilder().setArgs(CONVERTER.toPayloads(change.apply(request)).orElseThrow());
  }

  private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream message) {
      try {
        return message.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
    temporal.shutdownNow();
    try {
      boolean unused =
          server.awaitTermination(2, TimeUnit.SECONDS)
              && temporal.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
