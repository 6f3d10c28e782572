package io.slipway.testbench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Closes what is still open when the JVM ends, the newest first, so that an interrupted test run
 * leaves nothing behind. A JVM killed with SIGKILL runs no hook: {@link FleetClaim} sweeps after
 * it.
 */
final class Cleanup {
  private static final Deque<AutoCloseable> open = new ArrayDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::closeAll, "testbench-cleanup"));
  }

  private Cleanup() {}

  static synchronized void register(AutoCloseable resource) {
    open.push(resource);
  }

  static synchronized void forget(AutoCloseable resource) {
    open.remove(resource);
  }

  private static void closeAll() {
    List<AutoCloseable> left;
    synchronized (Cleanup.class) {
      left = List.copyOf(open);
    }
    for (AutoCloseable resource : left) {
      try {
        resource.close();
      } catch (Exception e) {
        System.err.println("test bench: tried to clean up " + resource + ", but " + e.getMessage());
      }
    }
  }
}
