package io.slipway.health;

import java.time.Duration;
import java.util.Optional;

/** One look at a host. */
@FunctionalInterface
public interface Probe {
  /**
   * @param limit longest time that it may take
   * @return what came instead of what was expected; empty when all is well
   */
  Optional<String> look(Duration limit);
}
