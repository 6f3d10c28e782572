package io.slipway.starter.gateway;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowQueryException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells failures of the way to Temporal from Temporal's answers. */
public final class Away {
  private Away() {}

  /** The gRPC status somewhere behind a failure. */
  public static Optional<Status> status(Throwable failure) {
    return causes(failure)
        .filter(StatusRuntimeException.class::isInstance)
        .map(t -> ((StatusRuntimeException) t).getStatus())
        .findFirst();
  }

  /**
   * Whether the same call may well succeed later: Temporal or its workers do not answer now. A
   * worker that failed at a question may be one that just stops, or has too much to do.
   */
  public static boolean passing(Throwable failure) {
    if (causes(failure).anyMatch(WorkflowQueryException.class::isInstance)) {
      return true;
    }
    return status(failure)
        .map(
            s ->
                switch (s.getCode()) {
                  case UNAVAILABLE,
                      DEADLINE_EXCEEDED,
                      CANCELLED,
                      ABORTED,
                      UNKNOWN,
                      INTERNAL,
                      FAILED_PRECONDITION,
                      RESOURCE_EXHAUSTED ->
                      true;
                  case OK,
                      INVALID_ARGUMENT,
                      NOT_FOUND,
                      ALREADY_EXISTS,
                      PERMISSION_DENIED,
                      OUT_OF_RANGE,
                      UNIMPLEMENTED,
                      DATA_LOSS,
                      UNAUTHENTICATED ->
                      false;
                })
        .orElse(false);
  }

  /** Whether a server does not tell this, or not to this client: no reason to stop. */
  static boolean untold(StatusRuntimeException failure) {
    Status.Code code = failure.getStatus().getCode();
    return code == Status.Code.UNIMPLEMENTED || code == Status.Code.PERMISSION_DENIED;
  }

  /** Whether a call broke off because the caller's thread was interrupted. */
  static boolean interrupted(Throwable failure) {
    return Thread.currentThread().isInterrupted()
        || causes(failure).anyMatch(InterruptedException.class::isInstance);
  }

  /** The innermost reason in a few words, without a full stop. */
  public static String reason(Throwable failure) {
    Throwable innermost = causes(failure).reduce(failure, (a, b) -> b);
    String text = status(failure).map(s -> describe(s, innermost)).orElse(message(innermost));
    return text.lines().findFirst().orElse(text).replaceAll("\\.+$", "");
  }

  private static String describe(Status status, Throwable innermost) {
    if (!(innermost instanceof StatusRuntimeException)) {
      return message(innermost);
    }
    String said = status.getDescription();
    return said == null ? words(status.getCode()) : said;
  }

  private static String words(Status.Code code) {
    return code == Status.Code.DEADLINE_EXCEEDED ? "it did not answer in time" : code.name();
  }

  private static String message(Throwable t) {
    return t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
  }

  /** The failure and what is behind it, from the outermost on. */
  public static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }
}
