package io.slipway.contract;

import java.util.List;

/**
 * What a look at the secrets of a run has found: all of them could be read.
 *
 * @param pins a version each, in the order of the file
 * @param leases ids of what was lent to the run and can be given back; no secrets themselves
 * @param notes what a person should know, such as a secret that was changed meanwhile
 */
public record SecretsFound(List<SecretPin> pins, List<String> leases, List<String> notes) {
  public SecretsFound {
    pins = pins == null ? List.of() : List.copyOf(pins);
    leases = leases == null ? List.of() : List.copyOf(leases);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }
}
