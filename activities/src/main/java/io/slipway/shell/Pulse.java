package io.slipway.shell;

/**
 * A sign of life from whoever waits for a host, and the way in which it learns that it shall stop:
 * what {@link #beat} throws ends the waiting, kills what runs on the host, and reaches the caller.
 */
@FunctionalInterface
public interface Pulse {
  Pulse NONE = () -> {};

  void beat();
}
