package io.slipway.domain;

import java.util.List;

/**
 * The secrets of an application on a stage, all by reference.
 *
 * @param entries in the order of the file; names are there once
 * @param files where they go on hosts; empty when only steps get them
 */
public record Secrets(List<Secret> entries, SecretsVersion version, List<SecretFile> files) {
  public Secrets {
    entries = entries == null ? List.of() : List.copyOf(entries);
    version = version == null ? SecretsVersion.PIN : version;
    files = files == null ? List.of() : List.copyOf(files);
  }
}
