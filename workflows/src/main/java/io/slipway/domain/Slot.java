package io.slipway.domain;

import org.jspecify.annotations.Nullable;

/**
 * Where a host stands in a stage of two halves.
 *
 * @param port on which the application listens there, 1 to 65535; null where halves are of hosts of
 *     their own
 */
public record Slot(Color color, @Nullable Integer port) {
  public Slot {
    if (port != null && (port < 1 || port > 65_535)) {
      throw new IllegalArgumentException("port %d is not in 1 to 65535".formatted(port));
    }
  }
}
