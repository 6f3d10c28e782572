package io.slipway.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.ListWorkerDeploymentsRequest;

/** Whether a Temporal server can tell versions of workers apart. */
final class VersioningSupport {
  private VersioningSupport() {}

  /**
   * Asks it something that only such a server can answer.
   *
   * @throws WorkerException when it cannot: a worker with a version would poll in vain
   */
  static void require(TemporalLink link) {
    try {
      var unused =
          link.workflowService()
              .blockingStub()
              .listWorkerDeployments(
                  ListWorkerDeploymentsRequest.newBuilder()
                      .setNamespace(link.namespace())
                      .setPageSize(1)
                      .build());
    } catch (StatusRuntimeException e) {
      Status.Code code = e.getStatus().getCode();
      if (code == Status.Code.PERMISSION_DENIED) {
        return; // A worker need not be allowed to ask.
      }
      throw new WorkerException(
          "Tried to work as a version of Slipway for Temporal at %s, but %s. Worker versions need Temporal server 1.29 or newer; start the worker without --versioned."
              .formatted(link.address(), Text.reason(e)),
          e);
    }
  }
}
