package io.slipway.contract;

import io.slipway.domain.Target;
import java.util.List;

/**
 * Asks for the secrets of a run to be looked at, or given back.
 *
 * @param key the run that they are for
 * @param target the stage whose secrets they are; one host of each login is enough
 * @param pins what the run has found before; empty at first
 * @param leases to be given back; empty when they are looked at
 * @param glance whether somebody only wants to know whether they can be had. Nothing is kept of
 *     them then, what was lent is given back at once, and what cannot be had is told rather than
 *     failed with
 */
public record SecretsOrder(
    RunKey key, Target target, List<SecretPin> pins, List<String> leases, boolean glance) {
  public SecretsOrder {
    pins = pins == null ? List.of() : List.copyOf(pins);
    leases = leases == null ? List.of() : List.copyOf(leases);
  }

  /** For a run. */
  public SecretsOrder(RunKey key, Target target, List<SecretPin> pins, List<String> leases) {
    this(key, target, pins, leases, false);
  }
}
