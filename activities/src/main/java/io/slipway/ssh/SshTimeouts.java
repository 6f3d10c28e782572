package io.slipway.ssh;

import java.time.Duration;

/**
 * How long is waited for what.
 *
 * @param connect for the TCP connection
 * @param reply for each answer of the SSH server
 * @param login for connection, key exchange and login together
 * @param turn for a free place when limits are reached
 * @param keepAlive after which a silent host is asked whether it is there; the connection ends when
 *     nothing has come for four times as long
 * @param grace between SIGTERM and SIGKILL
 */
public record SshTimeouts(
    Duration connect,
    Duration reply,
    Duration login,
    Duration turn,
    Duration keepAlive,
    Duration grace) {

  private static final int MISSED_KEEP_ALIVES = 3;

  public static SshTimeouts defaults() {
    return new SshTimeouts(
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(40),
        Duration.ofMinutes(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5));
  }

  /** These times, with another interval of keep-alives. */
  public SshTimeouts withKeepAlive(Duration interval) {
    return new SshTimeouts(connect, reply, login, turn, interval, grace);
  }

  /** A connection is given up by force when somebody is stuck in sending for this long. */
  Duration stall() {
    return keepAlive.multipliedBy(MISSED_KEEP_ALIVES).plus(keepAlive.dividedBy(2)).plusSeconds(10);
  }

  /** A connection is given up by force when its host has not answered for this long. */
  Duration dead() {
    return keepAlive.multipliedBy(MISSED_KEEP_ALIVES + 1L);
  }

  /** A connection that has been silent for longer than this is not lent any more. */
  Duration silence() {
    return keepAlive.multipliedBy(2).plusSeconds(5);
  }
}
