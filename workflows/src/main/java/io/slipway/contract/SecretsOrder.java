package io.slipway.contract;

import io.slipway.domain.Target;
import java.util.List;

/**
 * Asks for the secrets of a run to be looked at, or given back.
 *
 * @param key the run that they are for
 * @param target the stage whose secrets they are; one of its hosts is enough
 * @param pins what the run has found before; empty at first
 * @param leases to be given back; empty when they are looked at
 */
public record SecretsOrder(RunKey key, Target target, List<SecretPin> pins, List<String> leases) {
  public SecretsOrder {
    pins = pins == null ? List.of() : List.copyOf(pins);
    leases = leases == null ? List.of() : List.copyOf(leases);
  }
}
