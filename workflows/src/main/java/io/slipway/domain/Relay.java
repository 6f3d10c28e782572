package io.slipway.domain;

/**
 * How hosts hand on what they deploy.
 *
 * @param degree most hosts that get it from one host at the same time, 1 or more
 * @param firstPort of those at which a host hands it out, 1024 to 65535
 * @param lastPort the last one, {@code firstPort} or more
 */
public record Relay(int degree, int firstPort, int lastPort) {
  public static final Relay DEFAULT = new Relay(4, 42000, 42099);

  /** Ports below are the system's. */
  public static final int LEAST_PORT = 1024;

  public static final int MOST_PORT = 65535;

  public Relay {
    if (degree < 1 || firstPort < LEAST_PORT || lastPort < firstPort || lastPort > MOST_PORT) {
      throw new IllegalArgumentException(
          "relay: %d hosts at ports %d to %d is out of bounds"
              .formatted(degree, firstPort, lastPort));
    }
  }
}
