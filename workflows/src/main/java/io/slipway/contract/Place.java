package io.slipway.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request stands in the line of its stage, or how it has left it.
 *
 * @param ticket its number, which no other request of the stage has
 * @param position 1 for the one whose turn is next; 0 once its turn has come, or it has left
 * @param ref what it asks for: a ref for a deploy, a release id or empty for a rollback
 * @param reason why, in the asker's words; null when not given
 * @param hosts how many it is about
 * @param since when it began to wait
 * @param until when it is given up
 * @param superseded numbers of those that were ended for it
 * @param left null while it waits
 */
public record Place(
    long ticket,
    int position,
    RunKind kind,
    String ref,
    Initiator initiator,
    @Nullable String reason,
    int hosts,
    Trigger trigger,
    Instant since,
    Instant until,
    List<Long> superseded,
    @Nullable Left left)
    implements Answer {
  public Place {
    superseded = superseded == null ? List.of() : List.copyOf(superseded);
  }

  /** The same, once it waits no longer. */
  public Place left(Left how) {
    return new Place(
        ticket, 0, kind, ref, initiator, reason, hosts, trigger, since, until, superseded, how);
  }
}
