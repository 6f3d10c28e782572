package io.slipway.ssh;

import java.io.IOException;
import java.time.Duration;
import net.schmizz.sshj.SSHClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is logged in. How many use it is counted by its {@link HostPool}, under that
 * one's lock.
 */
final class SshConnection {
  private static final Logger logger = LoggerFactory.getLogger(SshConnection.class);
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Endpoint endpoint;
  private final SSHClient client;
  private final Wire wire;
  private final IoThreads threads;
  private final Watchdog watchdog;
  private final long made = System.nanoTime();
  private volatile boolean retired;

  SshConnection(
      Endpoint endpoint, SSHClient client, Wire wire, IoThreads threads, Watchdog watchdog) {
    this.endpoint = endpoint;
    this.client = client;
    this.wire = wire;
    this.threads = threads;
    this.watchdog = watchdog;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  SSHClient client() {
    return client;
  }

  /** Whether it may be lent once more. */
  boolean lendable(SshLimits limits) {
    return alive()
        && !retired
        && Duration.ofNanos(System.nanoTime() - made).compareTo(limits.maxAge()) < 0
        && wire.bytes() < limits.maxBytes()
        && wire.silence().compareTo(limits.timeouts().silence()) < 0;
  }

  boolean alive() {
    return !wire.ended() && client.isConnected();
  }

  /** Whether nothing moves on it any more, so that only force helps. */
  boolean stalled(Duration limit) {
    return wire.stuck().compareTo(limit) > 0 || wire.silence().compareTo(limit) > 0;
  }

  /** It is not lent again, and closed when those who use it are done. */
  void retire() {
    retired = true;
  }

  /** Frees all who wait on it. Does not block. */
  void cut() {
    try {
      wire.close();
    } catch (IOException e) {
      logger.debug("closing the connection to {} failed", endpoint, e);
    }
  }

  /** Says goodbye for at most a second, then closes by force. Does not block. */
  void close(Runnable afterwards) {
    retired = true;
    discard(client, wire, threads, watchdog, afterwards);
  }

  static void discard(
      SSHClient client, Wire wire, IoThreads threads, Watchdog watchdog, Runnable afterwards) {
    Watchdog.Timer force = watchdog.closeAfter(FAREWELL, wire);
    threads.executeAlways(
        () -> {
          try {
            client.disconnect(); // also ends the library's threads, which a closed wire does not
            wire.close();
          } catch (IOException e) {
            logger.debug("closing a connection failed", e);
          } finally {
            force.cancel();
            afterwards.run();
          }
        });
  }
}
