package io.slipway.ssh;

import io.slipway.contract.FailureType;
import io.slipway.shell.Pulse;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections of a worker. Gates keep it from asking for more at once than hosts, bastions and
 * this machine take: a gate first, so that hardly anything has to be tried again.
 */
final class ConnectionPool implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(ConnectionPool.class);
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration REST = Duration.ofSeconds(1);

  private final SshLimits limits;
  private final Connector connector;
  private final IoThreads threads;
  private final Semaphore room;
  private final Semaphore handshakes;
  private final Map<Endpoint, Semaphore> bastionHandshakes = new ConcurrentHashMap<>();
  private final Map<Endpoint, HostPool> pools = new ConcurrentHashMap<>();
  private volatile boolean closed;

  ConnectionPool(SshLimits limits, Connector connector, IoThreads threads, Watchdog watchdog) {
    this.limits = limits;
    this.connector = connector;
    this.threads = threads;
    this.room = new Semaphore(limits.connections(), true);
    this.handshakes = new Semaphore(limits.handshakes(), true);
    Duration asking = limits.timeouts().keepAlive().dividedBy(2);
    watchdog.every(
        asking.compareTo(SWEEP) < 0 ? asking : SWEEP,
        () -> pools.values().forEach(HostPool::sweep));
  }

  /** Lends a place for a session on the endpoint. */
  Lease lease(Endpoint endpoint, Pulse pulse) {
    return lease(endpoint, HostPool.Use.SESSION, pulse, limits.timeouts().turn());
  }

  Lease lease(Endpoint endpoint, HostPool.Use use, Pulse pulse, Duration patience) {
    if (closed) {
      throw SshFault.stopping("connect to " + endpoint);
    }
    HostPool pool =
        pools.computeIfAbsent(endpoint, e -> new HostPool(e, limits, this::beginToConnect));
    return pool.lease(use, pulse, Waiting.deadline(patience));
  }

  @Override
  public void close() {
    closed = true;
    connector.close();
    pools.values().stream()
        .sorted(
            Comparator.comparingInt((HostPool pool) -> pool.endpoint().jumps().size()).reversed())
        .forEach(HostPool::close);
  }

  private void beginToConnect(HostPool pool) {
    try {
      threads.execute(() -> connect(pool));
    } catch (RejectedExecutionException e) {
      pool.failed(SshFault.stopping("connect to " + pool.endpoint()));
    }
  }

  private void connect(HostPool pool) {
    Endpoint endpoint = pool.endpoint();
    Runnable undo = () -> {};
    try {
      long deadline = Waiting.deadline(limits.timeouts().turn());
      Optional<Lease> way = endpoint.bastion().map(this::tunnelFrom);
      undo = () -> way.ifPresent(Lease::close);
      takeRoom(endpoint, deadline);
      undo =
          () -> {
            room.release();
            way.ifPresent(Lease::close);
          };
      SshConnection connection =
          throughGates(endpoint, way.map(Lease::connection).orElse(null), deadline);
      pool.joined(connection, undo);
    } catch (SshFault fault) {
      undo.run();
      pool.failed(fault);
    } catch (RuntimeException e) {
      logger.error("tried to connect to {}, but failed in a way nobody foresaw", endpoint, e);
      undo.run();
      pool.failed(
          new SshFault(
              FailureType.UNEXPECTED,
              "connect to " + endpoint,
              "of something unforeseen: " + e,
              "The worker's log has the details.",
              e));
    }
  }

  private SshConnection throughGates(
      Endpoint endpoint, @Nullable SshConnection via, long deadline) {
    Semaphore bastion =
        endpoint
            .bastion()
            .map(
                b ->
                    bastionHandshakes.computeIfAbsent(
                        b, key -> new Semaphore(limits.handshakesPerBastion(), true)))
            .orElse(null);
    if (bastion != null) {
      pass(bastion, endpoint, deadline);
    }
    try {
      pass(handshakes, endpoint, deadline);
      try {
        return connector.connect(endpoint, via);
      } finally {
        handshakes.release();
      }
    } finally {
      if (bastion != null) {
        bastion.release();
      }
    }
  }

  private Lease tunnelFrom(Endpoint bastion) {
    try {
      return lease(bastion, HostPool.Use.TUNNEL, Pulse.NONE, limits.timeouts().turn());
    } catch (SshFault fault) {
      throw fault.of(bastion);
    }
  }

  /** A place for one more connection; idle ones make way. */
  private void takeRoom(Endpoint endpoint, long deadline) {
    while (!acquire(room, Duration.ZERO)) {
      dispensable().ifPresent(HostPool::makeRoom);
      if (acquire(room)) {
        return;
      }
      refuseIfOver(endpoint, deadline);
    }
  }

  /**
   * Of those that rest, the one that was used last: a run comes to its hosts in turns, and the one
   * that it has just left is the last that it comes back to. Of those that may be between two
   * sessions, the longest idle.
   */
  private Optional<HostPool> dispensable() {
    Map<HostPool, Duration> idle = new HashMap<>();
    pools.values().forEach(pool -> pool.longestIdle().ifPresent(time -> idle.put(pool, time)));
    Comparator<Map.Entry<HostPool, Duration>> byTime = Map.Entry.comparingByValue();
    return idle.entrySet().stream()
        .filter(entry -> entry.getValue().compareTo(REST) > 0)
        .min(byTime)
        .or(() -> idle.entrySet().stream().max(byTime))
        .map(Map.Entry::getKey);
  }

  private void pass(Semaphore gate, Endpoint endpoint, long deadline) {
    while (!acquire(gate)) {
      refuseIfOver(endpoint, deadline);
    }
  }

  private void refuseIfOver(Endpoint endpoint, long deadline) {
    if (closed) {
      throw SshFault.stopping("connect to " + endpoint);
    }
    if (deadline - System.nanoTime() <= 0) {
      throw crowded(endpoint);
    }
  }

  private static boolean acquire(Semaphore gate) {
    return acquire(gate, PATIENCE);
  }

  /** Also without patience, nobody goes before those who wait already. */
  private static boolean acquire(Semaphore gate, Duration patience) {
    try {
      return gate.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts these threads", e);
    }
  }

  private static SshFault crowded(Endpoint endpoint) {
    return new SshFault(
        FailureType.CHANNEL_LIMIT,
        "connect to " + endpoint,
        "this worker has as many connections as it may have, all in use",
        "Lower max_parallel, or run another worker.");
  }
}
