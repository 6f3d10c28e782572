package io.slipway.starter.gateway;

import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Temporal server with a worker on this machine: what commands use when no address of a cluster
 * is configured. It lives on after the command, so that a deploy does too.
 */
public interface LocalEngine {
  /**
   * Makes sure that it runs; returns once it answers.
   *
   * @param notes told in one line each what people should know, such as that it is not durable
   * @throws EngineException when it cannot be had, with what to do
   */
  Address start(PrintWriter notes);

  /** Where it is, if it runs. */
  Optional<Address> running();

  /**
   * @param target {@code host:port} of the Temporal frontend
   * @param webUi its Web UI; null when it has none
   * @param durable whether it keeps runs when it is killed
   */
  record Address(String target, String namespace, @Nullable URI webUi, boolean durable) {}

  /** The local engine could not be started; the message says why and what to do. */
  final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
