package io.slipway.contract;

import io.slipway.domain.Label;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The task queues that workers poll. */
public final class TaskQueues {
  /** Workflow tasks. */
  public static final String WORKFLOWS = "slipway";

  /** Activities that speak to hosts or to git, but for those of a site. */
  public static final String HOSTS = "slipway-hosts";

  /**
   * Polled by each worker that keeps logs, which calls itself {@code <anything>#<store>} there.
   * Whoever polls is found by it.
   */
  public static final String LOGS = "slipway-logs";

  private static final String SITE = HOSTS + "-";

  private TaskQueues() {}

  /**
   * Activities that speak to hosts.
   *
   * @param site where the hosts are; null for those that any worker reaches
   */
  public static String hosts(@Nullable Label site) {
    return site == null ? HOSTS : SITE + site;
  }

  /** The site whose hosts' activities a queue is for; empty for all other queues. */
  public static Optional<String> site(String queue) {
    return Optional.of(queue).filter(q -> q.startsWith(SITE)).map(q -> q.substring(SITE.length()));
  }

  /**
   * Polled by the workers that keep logs in a store.
   *
   * @param store its id; empty for whichever
   */
  public static String logs(String store) {
    return store.isEmpty() ? LOGS : "%s-%s".formatted(LOGS, store);
  }
}
