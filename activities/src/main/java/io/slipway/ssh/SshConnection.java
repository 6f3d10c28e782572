package io.slipway.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.transport.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is logged in. How many use it is counted by its {@link HostPool}, under that
 * one's lock.
 */
final class SshConnection {
  private static final Logger logger = LoggerFactory.getLogger(SshConnection.class);
  private static final Duration FAREWELL = Duration.ofSeconds(1);
  private static final String KEEP_ALIVE = "keepalive@openssh.com";

  private final Endpoint endpoint;
  private final SSHClient client;
  private final Wire wire;
  private final IoThreads threads;
  private final Watchdog watchdog;
  private final long made = System.nanoTime();
  private final AtomicBoolean asking = new AtomicBoolean();
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
  boolean stalled(SshTimeouts timeouts) {
    return wire.stuck().compareTo(timeouts.stall()) > 0
        || wire.silence().compareTo(timeouts.dead()) > 0;
  }

  /**
   * Asks a host that has been silent for a while whether it is there; what it answers is heard by
   * the wire. The library would have a thread for that with each connection. Does not block.
   */
  void keepAlive(SshTimeouts timeouts) {
    if (wire.silence().compareTo(timeouts.keepAlive()) >= 0
        && alive()
        && asking.compareAndSet(false, true)) {
      threads.execute(
          () -> {
            try {
              client.getConnection().sendGlobalRequest(KEEP_ALIVE, true, new byte[0]);
            } catch (TransportException e) {
              logger.debug("asking {} whether it is there failed", endpoint, e);
            } finally {
              asking.set(false);
            }
          });
    }
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
