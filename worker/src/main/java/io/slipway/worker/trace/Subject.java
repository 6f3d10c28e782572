package io.slipway.worker.trace;

import io.slipway.contract.BatchOrder;
import io.slipway.contract.BuiltOrder;
import io.slipway.contract.DeliveryOrder;
import io.slipway.contract.HostOrder;
import io.slipway.contract.MoveOrder;
import io.slipway.contract.RecoveryOrder;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunOrder;
import io.slipway.contract.WorkflowIds;
import io.temporal.activity.ActivityInfo;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a span is about.
 *
 * @param traceparent in whose trace it was asked for; null where nobody said so
 */
record Subject(String name, Map<String, Object> attributes, @Nullable String traceparent) {

  /** Empty for workflows that are neither a run nor a part of one. */
  static Optional<Subject> ofWorkflow(Object[] arguments) {
    Object order = arguments.length == 0 ? "" : arguments[0];
    return switch (order) {
      case RunOrder run -> Optional.of(of(run.key(), traceparent(run)));
      case RecoveryOrder recovery -> Optional.of(of(recovery.key(), null));
      case BatchOrder batch -> {
        Map<String, Object> attributes = of(batch.key());
        attributes.put("slipway.phase", word(batch.phase().name()));
        attributes.put("slipway.batch", (long) batch.number());
        attributes.put("slipway.hosts", (long) batch.target().hosts().size());
        yield Optional.of(new Subject("batch", attributes, null));
      }
      case null, default -> Optional.empty();
    };
  }

  static Subject ofActivity(ActivityInfo info, Object[] arguments) {
    String words = words(info.getActivityType());
    Map<String, Object> attributes = new LinkedHashMap<>();
    Object order = arguments.length == 0 ? "" : arguments[0];
    switch (order) {
      case HostOrder host -> attributes.putAll(ofHost(host, words));
      case BuiltOrder built -> attributes.putAll(ofHost(built.order(), words));
      case DeliveryOrder delivery -> attributes.putAll(ofHost(delivery.order(), words));
      case MoveOrder move -> attributes.putAll(of(move.order().key()));
      case null, default -> attributes.put("slipway.run", info.getWorkflowId());
    }
    attributes.put("slipway.attempt", (long) info.getAttempt());
    return new Subject(words, attributes, null);
  }

  private static Subject of(RunKey key, @Nullable String traceparent) {
    return new Subject(word(key.kind().name()), of(key), traceparent);
  }

  private static Map<String, Object> of(RunKey key) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("slipway.application", key.application().value());
    attributes.put("slipway.stage", key.stage().value());
    attributes.put("slipway.run", WorkflowIds.run(key));
    return attributes;
  }

  private static Map<String, Object> ofHost(HostOrder order, String words) {
    Map<String, Object> attributes = of(order.key());
    attributes.put("slipway.host", order.host().name().value());
    attributes.put("slipway.phase", words.substring(words.indexOf(' ') + 1));
    if (order.release() != null) {
      attributes.put("slipway.release", order.release().value());
    }
    return attributes;
  }

  private static @Nullable String traceparent(RunOrder order) {
    if (order.deploy() != null) {
      return order.deploy().traceparent();
    }
    return order.rollback() == null ? null : order.rollback().traceparent();
  }

  /** {@code HostActivate} is {@code host activate}. */
  private static String words(String type) {
    return type.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT);
  }
}
