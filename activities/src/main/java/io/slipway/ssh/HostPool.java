package io.slipway.ssh;

import io.slipway.contract.FailureType;
import io.slipway.shell.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one endpoint, and who waits for one. Connections are made by other threads,
 * one at a time; all who wait learn how it went.
 */
final class HostPool {
  private static final Duration CROWDED = Duration.ofSeconds(2);

  private final Endpoint endpoint;
  private final SshLimits limits;
  private final Growth growth;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Member> members = new ArrayList<>();
  private boolean growing;
  private long failures;
  private long failedAt;
  private @Nullable SshFault lastFault;
  private boolean closed;

  /** Begins to make a connection, and tells {@link #joined} or {@link #failed} how it went. */
  @FunctionalInterface
  interface Growth {
    void begin(HostPool pool);
  }

  HostPool(Endpoint endpoint, SshLimits limits, Growth growth) {
    this.endpoint = endpoint;
    this.limits = limits;
    this.growth = growth;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** What a lease is for: each kind has places of its own. */
  enum Use {
    SESSION,
    TUNNEL
  }

  private static final class Member {
    final SshConnection connection;
    final Runnable afterwards;
    int sessions;
    int tunnels;
    long lastUsed = System.nanoTime();

    Member(SshConnection connection, Runnable afterwards) {
      this.connection = connection;
      this.afterwards = afterwards;
    }

    boolean unused() {
      return sessions + tunnels == 0;
    }

    void take(Use use, int step) {
      switch (use) {
        case SESSION -> sessions += step;
        case TUNNEL -> tunnels += step;
      }
      lastUsed = System.nanoTime();
    }
  }

  /**
   * Lends a place on a connection; makes one when there is none, and another when all places have
   * been taken for two seconds.
   */
  Lease lease(Use use, Pulse pulse, long deadline) {
    long began = System.nanoTime();
    long failuresBefore = failures();
    while (true) {
      pulse.beat();
      boolean grow = false;
      lock.lock();
      try {
        refuseIfOver(failuresBefore, deadline);
        Optional<Member> free = free(use);
        if (free.isPresent()) {
          free.get().take(use, 1);
          return new Lease(this, free.get().connection, use);
        }
        long waited = System.nanoTime() - began;
        grow = mayGrow(waited);
        if (grow) {
          growing = true;
        } else {
          await(deadline, waited);
        }
      } finally {
        lock.unlock();
      }
      if (grow) {
        growth.begin(this);
      }
    }
  }

  /** A new connection. What it holds besides is given back when it is closed. */
  void joined(SshConnection connection, Runnable afterwards) {
    lock.lock();
    try {
      growing = false;
      members.add(new Member(connection, afterwards));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (isClosed()) {
      closeIf(member -> true);
    }
  }

  /** There will be no connection; those who waited for it get to know why. */
  void failed(SshFault fault) {
    lock.lock();
    try {
      growing = false;
      failures++;
      lastFault = fault;
      failedAt = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void giveBack(SshConnection connection, Use use) {
    lock.lock();
    try {
      for (Member member : members) {
        if (member.connection == connection) {
          member.take(use, -1);
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    closeIf(member -> member.unused() && !member.connection.lendable(limits));
  }

  /**
   * Closes what nobody wants any more, asks silent hosts whether they are there, and cuts what does
   * not move. Does not block.
   */
  void sweep() {
    closeIf(
        member ->
            !member.connection.alive()
                || (member.unused()
                    && (!member.connection.lendable(limits)
                        || idle(member).compareTo(limits.idle()) > 0)));
    lock.lock();
    try {
      for (Member member : members) {
        if (member.connection.stalled(limits.timeouts())) {
          member.connection.retire();
          member.connection.cut();
        } else {
          member.connection.keepAlive(limits.timeouts());
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How long the connection that nobody has used for longest has been idle, if one is unused. */
  Optional<Duration> longestIdle() {
    lock.lock();
    try {
      return members.stream()
          .filter(Member::unused)
          .map(HostPool::idle)
          .max(Comparator.naturalOrder());
    } finally {
      lock.unlock();
    }
  }

  /** Closes unused connections, to make room for others. */
  void makeRoom() {
    closeIf(Member::unused);
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    closeIf(member -> true);
  }

  private void closeIf(Predicate<Member> condition) {
    List<Member> leaving = new ArrayList<>();
    lock.lock();
    try {
      members.stream().filter(condition).forEach(leaving::add);
      members.removeAll(leaving);
    } finally {
      lock.unlock();
    }
    for (Member member : leaving) {
      member.connection.close(member.afterwards);
    }
  }

  private Optional<Member> free(Use use) {
    return members.stream()
        .filter(member -> member.connection.lendable(limits))
        .filter(
            member ->
                switch (use) {
                  case SESSION -> member.sessions < limits.sessionsPerConnection();
                  case TUNNEL -> member.tunnels < limits.tunnelsPerConnection();
                })
        .findFirst(); // the oldest first, so that others fall idle
  }

  private boolean mayGrow(long waited) {
    long useful = useful();
    boolean failedJustNow = lastFault != null && System.nanoTime() - failedAt < CROWDED.toNanos();
    boolean crowded = waited >= CROWDED.toNanos() && useful < limits.connectionsPerHost();
    return !growing && (useful == 0 || (crowded && !failedJustNow));
  }

  private long useful() {
    return members.stream().filter(member -> member.connection.lendable(limits)).count();
  }

  private void refuseIfOver(long failuresBefore, long deadline) {
    if (closed) {
      throw SshFault.stopping("connect to " + endpoint);
    }
    if (lastFault != null && failures > failuresBefore && useful() == 0) {
      throw lastFault;
    }
    if (deadline - System.nanoTime() <= 0) {
      throw new SshFault(
          FailureType.CHANNEL_LIMIT,
          "connect to " + endpoint,
          "all places on this worker's connections stayed taken",
          "Lower max_parallel, or run another worker.");
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the caller looks again at everything
  private void await(long deadline, long waited) {
    long untilCrowded = CROWDED.toNanos() - waited;
    long slice = Waiting.sliceUntil(deadline);
    try {
      changed.await(untilCrowded > 0 ? Math.min(slice, untilCrowded) : slice, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SshFault.stopping("connect to " + endpoint);
    }
  }

  private long failures() {
    lock.lock();
    try {
      return failures;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private static Duration idle(Member member) {
    return Duration.ofNanos(System.nanoTime() - member.lastUsed);
  }
}
