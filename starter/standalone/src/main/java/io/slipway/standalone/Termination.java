package io.slipway.standalone;

import java.util.concurrent.CountDownLatch;

/**
 * Lets a long-running command end in order on SIGTERM and SIGINT, and with exit code 0: for a
 * service that is the normal end.
 */
public final class Termination {
  private Termination() {}

  /**
   * Does the work in this thread.
   *
   * @param stop called on a signal: asks the work to come to its end
   */
  public static void during(Work work, Runnable stop) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = Thread.ofPlatform().name("termination").unstarted(() -> endInOrder(stop, ended));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      work.run();
    } finally {
      ended.countDown();
      forget(hook);
    }
  }

  private static void endInOrder(Runnable stop, CountDownLatch ended) {
    stop.run();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void forget(Thread hook) {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      // The signal has come, and the hook ends the process.
    }
  }

  /** What ends only when it is asked to. */
  @FunctionalInterface
  public interface Work {
    void run() throws InterruptedException;
  }
}
