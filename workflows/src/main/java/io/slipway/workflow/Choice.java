package io.slipway.workflow;

import io.slipway.domain.HostName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person, or the lack of one, makes of a run that stands still. */
sealed interface Choice {
  /**
   * @param hosts at least one of those that have failed
   * @param from the step to begin with; null for the one that failed
   */
  record Retry(List<HostName> hosts, @Nullable String from) implements Choice {}

  /** The hosts are out already; what is left must be judged anew. */
  record Excluded() implements Choice {}

  record GoOn() implements Choice {}

  /** Nobody has chosen in time. */
  record Expired() implements Choice {}
}
