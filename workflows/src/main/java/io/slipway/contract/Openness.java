package io.slipway.contract;

import io.slipway.domain.Window;
import io.slipway.domain.WindowKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether deploys to a stage may be done at a time.
 *
 * @param by the window that decides: the one that freezes, or the one that lets deploys in next;
 *     null when it is open
 * @param until when it opens again, or closes next; null when it never does, as far as can be seen
 */
public record Openness(boolean open, @Nullable Window by, @Nullable Instant until) {

  /** Why it is closed and until when, in whole sentences; what there is to say of an open one. */
  public String sentence() {
    if (by == null) {
      return until == null ? "It is open." : "It is open until %s.".formatted(until);
    }
    String why =
        by.kind() == WindowKind.FREEZE
            ? "It is frozen by the window %s.".formatted(by.words())
            : "It is closed outside of the window %s.".formatted(by.words());
    return "%s %s"
        .formatted(
            why,
            until == null
                ? "No opening is in sight."
                : "The next opening is at %s.".formatted(until));
  }
}
