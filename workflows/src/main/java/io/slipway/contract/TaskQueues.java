package io.slipway.contract;

/** The task queues that workers poll. */
public final class TaskQueues {
  /** Workflow tasks. */
  public static final String WORKFLOWS = "slipway";

  /** Activities that speak to hosts or to git. */
  public static final String HOSTS = "slipway-hosts";

  private TaskQueues() {}
}
