package io.slipway.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps a worker small: has garbage collected once there is a fifth as much of it as there is live
 * data, long before the heap is full. By itself Java's serial collector fills whatever the heap may
 * have, which is much, for large stages need it
 * (docs/adr/0043-a-workers-heap-follows-what-lives-in-it.md).
 */
final class HeapKeeper implements AutoCloseable {
  private static final long LITTLE = 32L << 20;
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final MemoryPoolMXBean old;
  private final long little;
  private final Thread thread;
  private long live;

  /**
   * @param little bytes of garbage that are left alone, whatever lives
   */
  HeapKeeper(MemoryPoolMXBean old, long little) {
    this.old = old;
    this.little = little;
    this.live = old.getUsage().getUsed();
    this.thread = Thread.ofPlatform().daemon().name("heap-keeper").unstarted(this::keep);
  }

  /** Begins to look after the heap; empty where another collector was chosen, which does itself. */
  static Optional<HeapKeeper> start() {
    Optional<HeapKeeper> keeper = old().map(pool -> new HeapKeeper(pool, LITTLE));
    keeper.ifPresent(k -> k.thread.start());
    return keeper;
  }

  /** Where the serial collector has what has lived for a while. */
  static Optional<MemoryPoolMXBean> old() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getName().equals("Tenured Gen"))
        .findFirst();
  }

  /** Collects if it is worth it; whether it was. */
  boolean look() {
    long used = old.getUsage().getUsed();
    if (used - live <= Math.max(little, live / 5)) {
      live -= live / 200; // forgotten in some minutes: less may live now
      return false;
    }
    System.gc();
    live = old.getUsage().getUsed();
    return true;
  }

  private void keep() {
    try {
      while (true) {
        Thread.sleep(LOOK);
        boolean unused = look();
      }
    } catch (InterruptedException closed) {
      // The worker has ended.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
