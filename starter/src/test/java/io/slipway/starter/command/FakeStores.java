package io.slipway.starter.command;

import io.slipway.contract.FailureType;
import io.slipway.contract.SecretActivities;
import io.slipway.contract.SecretFault;
import io.slipway.contract.SecretPin;
import io.slipway.contract.SecretsFound;
import io.slipway.contract.SecretsOrder;
import io.slipway.domain.Secret;
import io.slipway.domain.Secrets;
import java.util.ArrayList;
import java.util.List;

/** Stores of secrets in memory: all is there at version 3, but for what is denied. */
final class FakeStores implements SecretActivities {
  private final List<String> denied = new ArrayList<>();

  /** From now on the secret of this name may not be read. */
  synchronized void denies(String name) {
    denied.add(name);
  }

  @Override
  public synchronized SecretsFound find(SecretsOrder order) {
    Secrets secrets = order.target().secrets();
    List<SecretPin> pins = new ArrayList<>();
    List<SecretFault> faults = new ArrayList<>();
    for (Secret secret : secrets == null ? List.<Secret>of() : secrets.entries()) {
      if (denied.contains(secret.name())) {
        faults.add(fault(secret));
      } else {
        pins.add(new SecretPin(secret.ref().document(), "3"));
      }
    }
    return new SecretsFound(pins, List.of(), List.of(), faults);
  }

  private static SecretFault fault(Secret secret) {
    return new SecretFault(
        FailureType.SECRET_UNUSABLE,
        secret.ref().toString(),
        List.of(secret.name()),
        "read %s (%s)".formatted(secret.ref(), secret.name()),
        "it is denied",
        "Add a line.");
  }

  @Override
  public void giveBack(SecretsOrder order) {}
}
