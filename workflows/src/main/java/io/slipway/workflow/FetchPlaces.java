package io.slipway.workflow;

import io.slipway.domain.HostName;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowSemaphore;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many hosts of a batch may ask the git server at once. */
final class FetchPlaces {
  private final @Nullable WorkflowSemaphore places;
  private final Set<HostName> taken = new LinkedHashSet<>();

  /**
   * @param most 1 or more; null for no bound
   */
  FetchPlaces(@Nullable Integer most) {
    this.places = most == null ? null : Workflow.newWorkflowSemaphore(most);
  }

  /** Waits for a place; false when the batch is cancelled meanwhile. */
  boolean take(HostName host) {
    if (places == null) {
      return true;
    }
    try {
      places.acquire();
    } catch (CanceledFailure e) {
      return false;
    }
    return taken.add(host);
  }

  /** Does nothing where the host has none. */
  void giveBack(HostName host) {
    if (places != null && taken.remove(host)) {
      places.release();
    }
  }
}
