package io.slipway.contract;

/** The task queues that workers poll. */
public final class TaskQueues {
  /** Workflow tasks. */
  public static final String WORKFLOWS = "slipway";

  /** Activities that speak to hosts or to git. */
  public static final String HOSTS = "slipway-hosts";

  /**
   * Polled by each worker that keeps logs, which calls itself {@code <anything>#<store>} there.
   * Whoever polls is found by it.
   */
  public static final String LOGS = "slipway-logs";

  private TaskQueues() {}

  /**
   * Polled by the workers that keep logs in a store.
   *
   * @param store its id; empty for whichever
   */
  public static String logs(String store) {
    return store.isEmpty() ? LOGS : "%s-%s".formatted(LOGS, store);
  }
}
