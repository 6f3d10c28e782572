package io.slipway.rollout;

import io.slipway.contract.EventType;
import io.slipway.domain.Channel;
import io.slipway.domain.Notifier;
import io.slipway.domain.Occasion;
import io.slipway.domain.StageName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who hears of which events of a run. */
public final class Audience {
  private Audience() {}

  /**
   * As what a notifier hears of an event; empty when it does not.
   *
   * @param wished whether the run has ended as it was meant to; of no account before its end
   */
  public static Optional<Occasion> occasion(Notifier notifier, EventType event, boolean wished) {
    return occasions(notifier.channel(), event, wished).stream()
        .filter(notifier.on()::contains)
        .findFirst();
  }

  private static List<Occasion> occasions(Channel channel, EventType event, boolean wished) {
    // GitHub's deployments are of a commit, so that they begin once it is known.
    boolean ofCommit = channel instanceof Channel.GitHub;
    return switch (event) {
      case RUN_STARTED -> ofCommit ? List.of() : List.of(Occasion.START);
      case RELEASE_CHOSEN -> ofCommit ? List.of(Occasion.START) : List.of();
      case APPROVAL_WANTED -> List.of(Occasion.APPROVAL);
      case PAUSED, FROZEN -> List.of(Occasion.PAUSE);
      case REVERT_STARTED -> List.of(Occasion.FAILURE);
      case RUN_ENDED -> wished ? List.of(Occasion.END) : List.of(Occasion.FAILURE, Occasion.END);
      case REVISION_RESOLVED,
          SECRETS_FOUND,
          PHASE_STARTED,
          PHASE_ENDED,
          BATCH_STARTED,
          BATCH_ENDED,
          HOST_STARTED,
          HOST_DONE,
          HOST_FAILED,
          HOST_SKIPPED,
          HOST_EXCLUDED,
          HOST_UNKNOWN,
          HOST_FOUND,
          HOST_DRAINED,
          HOST_UNDRAINED,
          COLOR_CHOSEN,
          VISITORS_MOVED,
          WORKER_COMMAND,
          BUILDER_CHOSEN,
          MENDING,
          WAITING,
          RESUMED,
          MIGRATED,
          BAKING,
          ABORT_REQUESTED,
          APPROVED,
          REJECTED,
          OVERRIDDEN,
          WARNING ->
          List.of();
    };
  }

  /**
   * What whoever hears of it is asked to run; null when nothing.
   *
   * @param held whether a person has paused the run, rather than what it met
   */
  public static @Nullable String command(Occasion occasion, boolean held, StageName stage) {
    return switch (occasion) {
      case APPROVAL -> "slipway approve %s".formatted(stage);
      case PAUSE -> "slipway %s %s".formatted(held ? "resume" : "continue", stage);
      case START, FAILURE, END -> null;
    };
  }
}
