package io.slipway.rollout;

import io.slipway.contract.Initiator;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one person says to a plan.
 *
 * @param by whom the gate has found it to be
 * @param groups those that the gate knows the person to be in
 */
public record Ballot(
    Initiator by, List<String> groups, boolean approves, @Nullable String reason, Instant at) {
  public Ballot {
    groups = List.copyOf(groups);
  }

  /** People are told apart by it, whichever machine or key they use. */
  String voter() {
    return by.user();
  }
}
