package io.slipway.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Does the same with several things at a time, on platform threads that nobody interrupts. */
final class SideBySide {
  private SideBySide() {}

  /**
   * Ends when all have been done, or when what was in work has ended after something failed: then
   * nothing else is begun, and the failure of the first in their order is thrown.
   *
   * @param most how many may be in work, 1 or more
   */
  static <T> void each(List<T> all, int most, Consumer<T> work) {
    if (all.isEmpty()) {
      return;
    }
    AtomicBoolean failed = new AtomicBoolean();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(most, all.size()), Thread.ofPlatform().daemon().name("side-", 1).factory());
    try {
      List<Future<?>> begun = new ArrayList<>();
      for (T each : all) {
        begun.add(threads.submit(() -> begin(each, work, failed)));
      }
      await(begun, failed);
    } finally {
      threads.shutdown();
    }
  }

  private static <T> void begin(T each, Consumer<T> work, AtomicBoolean failed) {
    if (failed.get()) {
      return;
    }
    boolean done = false;
    try {
      work.accept(each);
      done = true;
    } finally {
      if (!done) {
        failed.set(true);
      }
    }
  }

  private static void await(List<Future<?>> begun, AtomicBoolean failed) {
    Throwable first = null;
    for (Future<?> each : begun) {
      try {
        Object unused = each.get();
      } catch (ExecutionException e) {
        first = first == null ? e.getCause() : first;
      } catch (InterruptedException e) {
        failed.set(true);
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while several were waited for", e);
      }
    }
    switch (first) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(first);
    }
  }
}
