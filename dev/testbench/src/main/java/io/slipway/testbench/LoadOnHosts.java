package io.slipway.testbench;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Visitors of every host's app, who ask many times a second and notice each answer that is neither
 * wholly the old release's nor wholly the new one's. Loopback only, and for a bounded time.
 */
public final class LoadOnHosts implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Visitor> visitors = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private LoadOnHosts() {}

  /**
   * Begins to ask every host. The questions take turns.
   *
   * @param perSecond requests a second to each host
   * @param atMost the load ends by itself after so long
   */
  public static LoadOnHosts start(
      List<FleetHost> hosts, List<Question> questions, int perSecond, Duration atMost) {
    LoadOnHosts load = new LoadOnHosts();
    Duration pace = Duration.ofSeconds(1).dividedBy(perSecond);
    for (FleetHost host : hosts) {
      InetSocketAddress address = new InetSocketAddress(host.address(), host.httpPort());
      if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
        throw new IllegalArgumentException(
            "%s at %s is not on this machine".formatted(host.name(), host.address()));
      }
      int most = Math.toIntExact(atMost.dividedBy(pace));
      load.visitors.add(new Visitor(host.name(), address, questions, pace, most, load.stop));
    }
    for (Visitor visitor : load.visitors) {
      load.threads.add(Thread.ofVirtual().start(visitor));
    }
    return load;
  }

  /** What was heard up to now, host by host. */
  public List<Heard> heard() {
    return visitors.stream().map(Visitor::heard).toList();
  }

  /** Ends the load, and returns all that was heard. */
  public List<Heard> stop() {
    close();
    return heard();
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      for (Thread thread : threads) {
        if (!thread.join(STOP_LIMIT)) {
          throw new IllegalStateException("a visitor does not stop");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the load stops", e);
    }
  }
}
