package io.slipway.standalone.engine;

import io.slipway.starter.gateway.LocalEngine;
import org.jspecify.annotations.Nullable;

/** The Temporal server of an engine. Closing it stops it. */
interface LocalServer extends AutoCloseable {
  LocalEngine.Address address();

  /** Its process; null when it lives in this one. */
  @Nullable ProcessMark process();

  boolean alive();

  /** Starts it again, at the same address, and returns once it answers. */
  void restart() throws InterruptedException;

  @Override
  void close();
}
