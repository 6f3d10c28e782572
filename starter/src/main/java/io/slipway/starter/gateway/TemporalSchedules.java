package io.slipway.starter.gateway;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import org.jspecify.annotations.Nullable;

/** The way to Temporal's schedules, and what its failures mean. */
final class TemporalSchedules {
  private TemporalSchedules() {}

  static ScheduleClient of(WorkflowClient client) {
    return ScheduleClient.newInstance(
        client.getWorkflowServiceStubs(),
        ScheduleClientOptions.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setDataConverter(client.getOptions().getDataConverter())
            .build());
  }

  /** Whether there is no such schedule. */
  static boolean absent(RuntimeException e) {
    return code(e) == Status.Code.NOT_FOUND;
  }

  /** Whether this Temporal has none at all. */
  static boolean unimplemented(RuntimeException e) {
    return code(e) == Status.Code.UNIMPLEMENTED;
  }

  private static Status.@Nullable Code code(RuntimeException e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof StatusRuntimeException status) {
        return status.getStatus().getCode();
      }
    }
    return null;
  }

  /** What to tell of a failure. */
  static RuntimeException unable(RuntimeException e) {
    return unimplemented(e)
        ? new ProblemException(
            ExitCode.UNREACHABLE,
            "The local engine keeps everything in memory and has no schedules. Install the"
                + " 'temporal' program, or use a cluster.",
            e)
        : e;
  }
}
