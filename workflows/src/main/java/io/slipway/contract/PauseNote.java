package io.slipway.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that waits for a person.
 *
 * @param why what it waits for, whole sentences
 * @param until when it stops waiting and puts everything back
 * @param kind what it can be told
 * @param by who has paused it; null for one that stands still by itself
 * @param plan what is to be approved of, as {@link PlanHash} names it with the commit as ref; null
 *     where nothing is
 */
public record PauseNote(
    String why,
    Instant since,
    Instant until,
    PauseKind kind,
    @Nullable Initiator by,
    @Nullable String plan) {
  public PauseNote {
    kind = kind == null ? PauseKind.STANDSTILL : kind;
  }

  /** Of a run that stands still by itself. */
  public PauseNote(String why, Instant since, Instant until) {
    this(why, since, until, PauseKind.STANDSTILL, null, null);
  }
}
