package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/**
 * How a host is verified after its switch; tried again until it passes or {@link #within} is over.
 * Texts may hold {@code {host}}, {@code {address}} and {@code {stage}}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = HealthCheck.Http.class, name = "http"),
  @JsonSubTypes.Type(value = HealthCheck.Tcp.class, name = "tcp"),
  @JsonSubTypes.Type(value = HealthCheck.Command.class, name = "command")
})
public sealed interface HealthCheck {

  /** Time from the first try until the host counts as failed. */
  Duration within();

  /** A GET from the worker must answer with this status (100 to 599). */
  record Http(String url, int expect, Duration within) implements HealthCheck {}

  /** A TCP connection from the worker to the host's address must open. */
  record Tcp(int port, Duration within) implements HealthCheck {}

  /** A command on the host, in the live release's directory, must exit with 0. */
  record Command(String run, Duration within) implements HealthCheck {}
}
