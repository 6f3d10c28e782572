package io.slipway.ssh;

import java.time.Duration;

/**
 * How much a worker takes of the network, of its hosts and of bastions.
 *
 * @param connections open at the same time, bastions included
 * @param handshakes under way at the same time
 * @param handshakesPerBastion under way at the same time through one bastion; sshd drops more than
 *     ten unfinished ones
 * @param sessionsPerConnection scripts at the same time over one connection; sshd allows ten, and
 *     frees a place a little late
 * @param connectionsPerHost to one host with one login; more than one only when sessions are gone
 *     for two seconds
 * @param tunnelsPerConnection hosts reached over one connection to a bastion
 * @param idle a connection that nobody has used for this long is closed
 * @param maxAge a connection is replaced when it gets this old, before hosts want new keys
 * @param maxBytes a connection is replaced when it has carried this much, for the same reason
 */
public record SshLimits(
    int connections,
    int handshakes,
    int handshakesPerBastion,
    int sessionsPerConnection,
    int connectionsPerHost,
    int tunnelsPerConnection,
    Duration idle,
    Duration maxAge,
    long maxBytes,
    SshTimeouts timeouts) {

  /** 200 connections, 16 handshakes (8 per bastion), 4 sessions and 50 tunnels a connection. */
  public static SshLimits defaults() {
    return new SshLimits(
        200,
        16,
        8,
        4,
        4,
        50,
        Duration.ofSeconds(90),
        Duration.ofMinutes(30),
        800_000_000L,
        SshTimeouts.defaults());
  }

  /** These limits, with other times. */
  public SshLimits with(SshTimeouts others) {
    return new SshLimits(
        connections,
        handshakes,
        handshakesPerBastion,
        sessionsPerConnection,
        connectionsPerHost,
        tunnelsPerConnection,
        idle,
        maxAge,
        maxBytes,
        others);
  }
}
