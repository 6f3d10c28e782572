package io.slipway.secret;

import io.slipway.contract.SecretActivities;
import io.slipway.contract.SecretsFound;
import io.slipway.contract.SecretsOrder;
import io.slipway.shell.Pulse;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;

/** What runs ask of stores, with failures as Temporal and people read them. */
final class SecretErrands implements SecretActivities {
  private final SecretKeeper keeper;

  SecretErrands(SecretKeeper keeper) {
    this.keeper = keeper;
  }

  @Override
  public SecretsFound find(SecretsOrder order) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Pulse pulse = () -> context.heartbeat(null);
    return told(order, () -> keeper.find(order, pulse));
  }

  @Override
  public void giveBack(SecretsOrder order) {
    boolean unused =
        told(
            order,
            () -> {
              keeper.giveBack(order);
              return true;
            });
  }

  private static <T> T told(SecretsOrder order, Supplier<T> work) {
    try {
      return work.get();
    } catch (SecretsException e) {
      throw ApplicationFailure.newBuilder()
          .setMessage(
              "%s: tried to %s, but %s. %s"
                  .formatted(order.target().stage(), e.attempted(), e.reason(), e.remedy()))
          .setType(e.type().name())
          .setNonRetryable(!e.type().passing())
          .build();
    }
  }
}
