package io.slipway.worker.trace;

import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What spans tell of failures: types and sentences, never what commands have said. */
final class Faults {
  private Faults() {}

  /** What a failure carries, where it is of this kind. */
  static <T> Optional<T> detail(RuntimeException failure, Class<T> kind) {
    return failure instanceof ApplicationFailure told && told.getDetails().getSize() > 0
        ? Optional.ofNullable(told.getDetails().get(Object.class))
            .filter(kind::isInstance)
            .map(kind::cast)
        : Optional.empty();
  }

  static Span.Fault of(Throwable failure) {
    return switch (failure) {
      case ApplicationFailure told ->
          new Span.Fault(
              Objects.requireNonNullElse(told.getType(), "UNEXPECTED"),
              Objects.requireNonNullElse(told.getOriginalMessage(), ""));
      case ActivityCanceledException ignored -> new Span.Fault("CANCELLED", "");
      case ActivityCompletionException ignored ->
          new Span.Fault(
              "INTERRUPTED", "It no longer counted, and another attempt may go on with it.");
      default ->
          Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
              .filter(ApplicationFailure.class::isInstance)
              .findFirst()
              .map(Faults::of)
              .orElseGet(() -> new Span.Fault(failure.getClass().getSimpleName(), ""));
    };
  }
}
