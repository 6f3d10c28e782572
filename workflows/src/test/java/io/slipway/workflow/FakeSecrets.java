package io.slipway.workflow;

import io.slipway.contract.FailureType;
import io.slipway.contract.SecretActivities;
import io.slipway.contract.SecretFault;
import io.slipway.contract.SecretPin;
import io.slipway.contract.SecretsFound;
import io.slipway.contract.SecretsOrder;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Secrets;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store of one secret that changes with each look, where a test wants so. */
final class FakeSecrets implements SecretActivities {
  static final SecretRef SHOP = SecretRef.parse("vault:secret/data/shop");
  private static final String ATTEMPTED = "read vault:secret/data/shop (URL)";
  private static final String REASON = "it was told so";

  private final List<SecretsOrder> looks = new ArrayList<>();
  private final List<List<String>> givenBack = new ArrayList<>();
  private @Nullable FailureType fault;
  private int failsFrom;
  private int times;
  private boolean changing;

  /** The look of this number, from 1 on, and those after it fail so many times. */
  synchronized void fails(int look, FailureType type, int often) {
    failsFrom = look;
    fault = type;
    times = often;
  }

  synchronized void changes() {
    changing = true;
  }

  synchronized List<SecretsOrder> looks() {
    return List.copyOf(looks);
  }

  synchronized List<List<String>> givenBack() {
    return List.copyOf(givenBack);
  }

  @Override
  public synchronized SecretsFound find(SecretsOrder order) {
    looks.add(order);
    FailureType type = fault;
    if (type != null && looks.size() >= failsFrom && times-- > 0) {
      if (order.glance()) {
        SecretFault told =
            new SecretFault(type, SHOP.toString(), List.of("URL"), ATTEMPTED, REASON, "Ask it.");
        return new SecretsFound(List.of(), List.of(), List.of(), List.of(told));
      }
      throw ApplicationFailure.newBuilder()
          .setMessage("production: tried to %s, but %s.".formatted(ATTEMPTED, REASON))
          .setType(type.name())
          .setNonRetryable(!type.passing())
          .build();
    }
    String version = changing ? "" + looks.size() : "1";
    return new SecretsFound(
        pins(order, version),
        List.of("lease/" + version),
        changing && looks.size() > 1 ? List.of("URL was changed") : List.of());
  }

  private static List<SecretPin> pins(SecretsOrder order, String version) {
    Secrets secrets = order.target().secrets();
    if (secrets == null) {
      return List.of();
    }
    return switch (secrets.version()) {
      case PIN -> order.pins().isEmpty() ? List.of(new SecretPin(SHOP, version)) : order.pins();
      case FOLLOW -> List.of(new SecretPin(SHOP, version));
    };
  }

  @Override
  public synchronized void giveBack(SecretsOrder order) {
    givenBack.add(order.leases());
  }
}
