package io.slipway.worker;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.UpdateNamespaceRequest;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long Temporal keeps what ended runs have done and said. */
final class Retention {
  private static final Logger logger = LoggerFactory.getLogger(Retention.class);

  private Retention() {}

  /** Has them kept for so long at least, where the server can do that. */
  static void lengthen(TemporalLink link, Duration least) {
    try {
      Duration now =
          Duration.ofSeconds(
              Durations.toSeconds(
                  link.workflowService()
                      .blockingStub()
                      .describeNamespace(
                          DescribeNamespaceRequest.newBuilder()
                              .setNamespace(link.namespace())
                              .build())
                      .getConfig()
                      .getWorkflowExecutionRetentionTtl()));
      if (now.compareTo(least) >= 0) {
        return;
      }
      var unused =
          link.workflowService()
              .blockingStub()
              .updateNamespace(
                  UpdateNamespaceRequest.newBuilder()
                      .setNamespace(link.namespace())
                      .setConfig(
                          NamespaceConfig.newBuilder()
                              .setWorkflowExecutionRetentionTtl(
                                  Durations.fromSeconds(least.toSeconds())))
                      .build());
      logger.info("Ended runs are kept for {} days", least.toDays());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw e;
      }
      logger.info("The server forgets ended runs when it likes: {}", Text.reason(e));
    }
  }
}
