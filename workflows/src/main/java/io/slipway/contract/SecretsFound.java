package io.slipway.contract;

import java.util.List;

/**
 * What a look at the secrets of a run has found.
 *
 * @param pins a version of each that could be read, in the order of the file
 * @param leases ids of what was lent to the run and can be given back; no secrets themselves
 * @param notes what a person should know, such as a secret that was changed meanwhile
 * @param faults what cannot be had, in the order of the file. Only a glance tells them so; any
 *     other look fails with them
 */
public record SecretsFound(
    List<SecretPin> pins, List<String> leases, List<String> notes, List<SecretFault> faults) {
  public SecretsFound {
    pins = pins == null ? List.of() : List.copyOf(pins);
    leases = leases == null ? List.of() : List.copyOf(leases);
    notes = notes == null ? List.of() : List.copyOf(notes);
    faults = faults == null ? List.of() : List.copyOf(faults);
  }

  /** All of them could be read. */
  public SecretsFound(List<SecretPin> pins, List<String> leases, List<String> notes) {
    this(pins, leases, notes, List.of());
  }
}
