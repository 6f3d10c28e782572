package io.slipway.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.slipway.contract.SearchAttributes;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.common.SearchAttributeKey;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that Temporal knows our search attributes before any work is taken: a workflow that
 * sets one that is not registered is retried for ever, and nobody is told why.
 */
final class SearchAttributeRegistration {
  private static final Logger logger = LoggerFactory.getLogger(SearchAttributeRegistration.class);

  /** Each part of a cluster reads what is registered on its own beat, of some seconds. */
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(60);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final List<String> NAMES =
      SearchAttributes.ALL.stream().map(SearchAttributeKey::getName).toList();

  private final TemporalLink link;

  SearchAttributeRegistration(TemporalLink link) {
    this.link = link;
  }

  /**
   * Registers what is missing, and returns once it can be used.
   *
   * @throws WorkerException when it is missing and may not be registered from here
   */
  void ensure() throws InterruptedException {
    List<String> missing;
    try {
      missing = missing();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw e;
      }
      // The in-process server cannot count; what it registers can be used at once.
      register(NAMES);
      return;
    }
    if (!missing.isEmpty()) {
      registerAndWait(missing);
    }
  }

  private void registerAndWait(List<String> names) throws InterruptedException {
    List<String> missing = names;
    register(missing);
    long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
    while (!missing.isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        throw new WorkerException(
            "Registered search attributes %s in namespace %s of Temporal at %s, but they cannot be used after %s. Start the worker again in a minute."
                .formatted(missing, link.namespace(), link.address(), Text.of(VISIBLE_WITHIN)),
            null);
      }
      Thread.sleep(PAUSE);
      missing = missing();
    }
  }

  private void register(List<String> names) {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(link.namespace());
    names.forEach(n -> request.putSearchAttributes(n, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    try {
      link.administer(operator -> operator.addSearchAttributes(request.build()));
      logger.info("Registered search attributes {} in namespace {}", names, link.namespace());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw forbidden(names, e);
      }
      // Another worker was a moment earlier.
    }
  }

  private WorkerException forbidden(List<String> names, StatusRuntimeException cause) {
    String options =
        names.stream()
            .map(n -> "--name %s --type Keyword".formatted(n))
            .collect(Collectors.joining(" "));
    return new WorkerException(
        "Tried to register search attributes %s in namespace %s of Temporal at %s, but %s. Without them every run would hang. Register them with Temporal's own tool: temporal operator search-attribute create --namespace %s %s"
            .formatted(
                names,
                link.namespace(),
                link.address(),
                Text.reason(cause),
                link.namespace(),
                options),
        cause);
  }

  private List<String> missing() {
    return NAMES.stream().filter(n -> !usable(n)).toList();
  }

  /** Asked by using it, which needs no more rights than any client has. */
  private boolean usable(String name) {
    try {
      link.workflowService()
          .blockingStub()
          .countWorkflowExecutions(
              CountWorkflowExecutionsRequest.newBuilder()
                  .setNamespace(link.namespace())
                  .setQuery("%s = 'none'".formatted(name))
                  .build());
      return true;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
        return false;
      }
      throw e;
    }
  }
}
