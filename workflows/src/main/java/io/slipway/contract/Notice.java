package io.slipway.contract;

import io.slipway.domain.Notifier;
import io.slipway.domain.Occasion;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a notifier is told of a run. Webhooks and commands get all of it but {@code to} as JSON.
 *
 * @param id the run's id in Temporal and the number of the event that it tells of: the same however
 *     often it is tried, and the key by which receivers know that they have it
 * @param to who is told
 * @param run workflow id
 * @param subject the run in words, such as "deploy of v1"
 * @param ref what was asked for
 * @param revision null as long as it is not known
 * @param release null as long as it is not chosen
 * @param reason the asker's; null when none was given
 * @param hosts how many the run has
 * @param outcome null before its end
 * @param message one or a few sentences for people
 * @param details what has failed on which hosts, at most {@link #DETAILS}
 * @param command what to run now; null when nothing is asked of anybody
 */
public record Notice(
    String id,
    Notifier to,
    Occasion occasion,
    EventType event,
    Instant at,
    RunKey key,
    String run,
    String subject,
    String ref,
    @Nullable Revision revision,
    @Nullable ReleaseId release,
    Initiator initiator,
    @Nullable String reason,
    int hosts,
    @Nullable RunOutcome outcome,
    String message,
    List<String> details,
    @Nullable String command) {
  /** Most lines of details: whoever wants all looks at the run. */
  public static final int DETAILS = 5;

  public Notice {
    details = details == null ? List.of() : List.copyOf(details);
  }
}
