package io.slipway.ssh;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where to log in, by which way, and with what: connections are shared by those who want exactly
 * the same.
 */
record Endpoint(Hop hop, List<Hop> jumps, Trust trust, Credentials credentials) {
  Endpoint {
    jumps = List.copyOf(jumps);
  }

  String host() {
    return hop.host();
  }

  int port() {
    return hop.port();
  }

  String user() {
    return hop.user();
  }

  /** The bastion from which this host is reached. */
  Optional<Endpoint> bastion() {
    return jumps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Endpoint(jumps.getLast(), jumps.subList(0, jumps.size() - 1), trust, credentials));
  }

  /** What messages call it. */
  @Override
  public String toString() {
    String way = jumps.stream().map(Hop::toString).collect(Collectors.joining(", "));
    return way.isEmpty() ? hop.toString() : "%s (through %s)".formatted(hop, way);
  }
}
