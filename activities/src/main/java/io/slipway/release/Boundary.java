package io.slipway.release;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.secret.SecretsException;
import io.slipway.shell.HostFaultException;
import io.slipway.source.SourceException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Where failures leave for Temporal: typed, and in the words that people read. */
public final class Boundary {
  private static final Logger logger = LoggerFactory.getLogger(Boundary.class);

  private Boundary() {}

  /**
   * @param attempted verb phrase that completes "tried to …", for what was not foreseen
   */
  public static <T> T crossing(HostOrder order, String attempted, Supplier<T> work) {
    MDC.put("host", order.host().name().value());
    MDC.put("run", order.key().id().value());
    try {
      return work.get();
    } catch (ActivityCompletionException e) {
      throw e;
    } catch (HostFaultException e) {
      throw told(e.failure());
    } catch (SecretsException e) {
      throw told(ofSecrets(order, e.type(), e.attempted(), e.reason(), e.remedy()));
    } catch (SecretText.UnknownNameException e) {
      throw told(
          ofSecrets(
              order,
              FailureType.SECRET_UNUSABLE,
              "fill in %s".formatted(e.file().path()),
              "its template %s names %s, which the file does not get"
                  .formatted(e.file().template(), e.name()),
              "Say under secrets where it is kept, and name it in the file's secrets."));
    } catch (SourceException e) {
      throw told(ofSource(order, "checkout", e, e.output()));
    } catch (RuntimeException e) {
      logger.error(
          "{}: tried to {}, but something unforeseen happened", order.host().name(), attempted, e);
      throw told(unforeseen(order, attempted, e));
    } finally {
      MDC.remove("host");
      MDC.remove("run");
    }
  }

  private static ApplicationFailure told(HostFailure failure) {
    return ApplicationFailure.newBuilder()
        .setMessage(failure.message())
        .setType(failure.type().name())
        .setDetails(failure)
        .setNonRetryable(!failure.type().passing())
        .build();
  }

  /**
   * What has failed at the source as the failure of a step.
   *
   * @param output what may be told of what was said
   */
  static HostFailure ofSource(HostOrder order, String step, SourceException e, String output) {
    return new HostFailure(
        order.host().name(),
        e.type(),
        step,
        e.attempted(),
        e.reason(),
        e.remedy(),
        Output.tail(output));
  }

  private static HostFailure ofSecrets(
      HostOrder order, FailureType type, String attempted, String reason, String remedy) {
    return new HostFailure(order.host().name(), type, "secrets", attempted, reason, remedy, "");
  }

  private static HostFailure unforeseen(HostOrder order, String attempted, RuntimeException e) {
    return new HostFailure(
        order.host().name(),
        FailureType.UNEXPECTED,
        null,
        attempted,
        "something unforeseen happened: %s: %s"
            .formatted(e.getClass().getSimpleName(), e.getMessage()),
        "See the worker's log, which has all of it.",
        "");
  }
}
