package io.slipway.workflow;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.HostName;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;

/** Reads what an activity has failed with. */
final class Failures {
  private Failures() {}

  /**
   * @param attempted verb phrase that completes "tried to …", for failures that name none
   */
  static HostFailure of(TemporalFailure failure, HostName host, String attempted) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    // What ran out was the time for further attempts; the last one says why they were needed.
    if (cause instanceof TimeoutFailure timeout
        && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE
        && timeout.getCause() instanceof ApplicationFailure last) {
      return told(last, host, attempted);
    }
    return switch (cause) {
      case ApplicationFailure told -> told(told, host, attempted);
      case CanceledFailure ignored ->
          new HostFailure(
              host,
              FailureType.ABORTED,
              null,
              attempted,
              "the run was stopped meanwhile",
              "See why in the run's message.",
              "");
      case TimeoutFailure timeout ->
          new HostFailure(
              host,
              FailureType.UNKNOWN_OUTCOME,
              null,
              attempted,
              "no worker brought it to an end in time (%s)".formatted(words(timeout)),
              "Look whether workers are alive and reach the host.",
              "");
      default ->
          new HostFailure(
              host,
              FailureType.UNEXPECTED,
              null,
              attempted,
              String.valueOf(cause.getMessage()),
              "Look at the failure in Temporal's Web UI, and at the worker's log.",
              "");
    };
  }

  /** What was in the way, without a full stop, where no host is concerned. */
  static String reason(RuntimeException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return switch (cause) {
      case ApplicationFailure told -> told.getOriginalMessage();
      case TimeoutFailure timeout -> words(timeout);
      default -> String.valueOf(cause.getMessage());
    };
  }

  private static HostFailure told(ApplicationFailure told, HostName host, String attempted) {
    HostFailure details =
        told.getDetails().getSize() == 0 ? null : told.getDetails().get(HostFailure.class);
    if (details != null) {
      return details;
    }
    return new HostFailure(
        host,
        FailureType.named(told.getType()),
        null,
        attempted,
        told.getOriginalMessage(),
        "Look at the failure in Temporal's Web UI, and at the worker's log.",
        "");
  }

  private static String words(TimeoutFailure timeout) {
    return switch (timeout.getTimeoutType()) {
      case TIMEOUT_TYPE_HEARTBEAT -> "the worker went silent";
      case TIMEOUT_TYPE_SCHEDULE_TO_START -> "no worker took it up";
      case TIMEOUT_TYPE_START_TO_CLOSE,
          TIMEOUT_TYPE_SCHEDULE_TO_CLOSE,
          TIMEOUT_TYPE_UNSPECIFIED,
          UNRECOGNIZED ->
          "it took too long";
    };
  }
}
