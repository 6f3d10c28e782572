package io.slipway.contract;

import io.slipway.domain.InFlight;
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
 * @param freeze the freeze that closes it, whatever windows do; null when none does
 * @param inFlight what becomes of deploys that are under way, where something says so; null where
 *     it is as the stage says
 */
public record Openness(
    boolean open,
    @Nullable Window by,
    @Nullable Instant until,
    @Nullable Freeze freeze,
    @Nullable InFlight inFlight) {

  /** By windows alone. */
  public Openness(boolean open, @Nullable Window by, @Nullable Instant until) {
    this(open, by, until, null, null);
  }

  /** Why it is closed and until when, in whole sentences; what there is to say of an open one. */
  public String sentence() {
    if (freeze != null) {
      return frozen(freeze);
    }
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

  private String frozen(Freeze closing) {
    String end = "slipway freeze lift %d".formatted(closing.number());
    return "It is frozen by %s: %s (freeze %d of %s). %s"
        .formatted(
            closing.by(),
            closing.reason(),
            closing.number(),
            closing.scope().words(),
            until == null
                ? "It lasts until that is lifted: %s.".formatted(end)
                : "The next opening is at %s, or when that is lifted: %s.".formatted(until, end));
  }
}
