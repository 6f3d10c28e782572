package io.slipway.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that acts when time is over. What it is given must not block: it closes sockets,
 * which frees whoever is stuck in them.
 */
final class Watchdog implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Watchdog.class);

  private final ScheduledThreadPoolExecutor executor;

  Watchdog() {
    executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("ssh-watchdog").factory());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Something that is going to happen. */
  @FunctionalInterface
  interface Timer {
    void cancel();
  }

  /** Does it later, or at once when this watchdog has ended: then there is no time left. */
  Timer after(Duration delay, Runnable task) {
    try {
      ScheduledFuture<?> later =
          executor.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
      return () -> later.cancel(false);
    } catch (RejectedExecutionException ended) {
      guarded(task).run();
      return () -> {};
    }
  }

  Timer closeAfter(Duration delay, Closeable resource) {
    return after(delay, () -> close(resource));
  }

  void every(Duration period, Runnable task) {
    after(
        period,
        () -> {
          guarded(task).run();
          if (!executor.isShutdown()) {
            every(period, task);
          }
        });
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        logger.warn("the watchdog of SSH connections did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Closeable resource) {
    try {
      resource.close();
    } catch (IOException e) {
      logger.debug("closing {} failed", resource, e);
    }
  }

  /** A task that throws would not be repeated. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        logger.error("the watchdog of SSH connections failed at a task", e);
      }
    };
  }
}
