package io.slipway.contract;

import java.util.List;

/**
 * What the keeper of freezes carries from one run of its workflow to the next.
 *
 * @param last the number of the newest freeze that there ever was; 0 for none
 * @param freezes those in force and those to come
 * @param nonces statements that were taken and could still be sent again, oldest first
 * @param waiting runs that are to hear when freezes change, by the ids of their workflows
 */
public record FreezesState(
    long last, List<Freeze> freezes, List<SeenNonce> nonces, List<String> waiting) {
  public FreezesState {
    freezes = freezes == null ? List.of() : List.copyOf(freezes);
    nonces = nonces == null ? List.of() : List.copyOf(nonces);
    waiting = waiting == null ? List.of() : List.copyOf(waiting);
  }

  public static FreezesState fresh() {
    return new FreezesState(0, List.of(), List.of(), List.of());
  }
}
