package io.slipway.rollout;

import io.slipway.contract.Colors;
import io.slipway.contract.HostResult;
import io.slipway.contract.Initiator;
import io.slipway.contract.KeptHalf;
import io.slipway.contract.RetireRequest;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.WarmHalf;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.domain.Step;
import io.slipway.domain.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long a stage keeps the half that visitors were moved away from. */
public final class Keeping {
  private Keeping() {}

  /**
   * What is kept once a run has ended. The time begins anew with every run that has moved visitors,
   * or has had the idle half do anything; a run that has left it alone changes nothing.
   *
   * @param before what was kept before
   * @param target what the run worked on
   * @param colors as the run has found and left them; null when it has not come so far
   * @param result how it ended; null when nobody knows
   * @return null where nothing is kept, or nothing is known of it
   */
  public static @Nullable KeptHalf after(
      @Nullable KeptHalf before,
      Target target,
      Initiator initiator,
      @Nullable Colors colors,
      @Nullable RunResult result,
      Instant now) {
    BlueGreen halves = target.rollout().blueGreen();
    if (halves == null || result == null) {
      return null;
    }
    if (colors == null) {
      return before;
    }
    Color visited = colors.visited();
    if (visited == null || colors.live() == null || lost(result)) {
      return null;
    }
    Color old = visited.other();
    if (colors.moved() || hadItsHosts(result)) {
      return kept(halves, target, old, initiator, now);
    }
    return before != null && before.half().color() == old ? before : null;
  }

  private static @Nullable KeptHalf kept(
      BlueGreen halves, Target target, Color old, Initiator initiator, Instant now) {
    Duration keep = halves.keep();
    if (keep == null) {
      return null;
    }
    Step retire = halves.retire();
    WarmHalf half =
        new WarmHalf(
            old,
            halves.of(old, target.hosts()).size(),
            now.plus(keep),
            retire == null ? null : retire.run(),
            null);
    return new KeptHalf(half, retire == null ? null : new RetireRequest(target, old, initiator));
  }

  /** Whether it is not sure where visitors are. */
  private static boolean lost(RunResult result) {
    return result.key().kind() == RunKind.RECOVERY
        && result.outcome() == RunOutcome.REVERTED_EXCEPT;
  }

  /** Whether hosts were switched or put back, so that they run, whatever they did before. */
  private static boolean hadItsHosts(RunResult result) {
    return result.hosts().stream()
        .map(HostResult::state)
        .anyMatch(
            s ->
                switch (s) {
                  case ACTIVE, ACTIVATING, UNKNOWN, REVERTING, REVERTED, REVERT_FAILED -> true;
                  case PENDING,
                      PREPARING,
                      PREPARED,
                      FAILED,
                      SKIPPED,
                      EXCLUDED,
                      DISCARDED,
                      UNTOUCHED,
                      RETIRED ->
                      false;
                });
  }

  /**
   * What is kept once a retirement has ended.
   *
   * @param before what was kept when it began
   * @param result how it ended; null when nobody knows
   * @param recalled whether it was ended because somebody wanted the stage
   */
  public static @Nullable KeptHalf afterRetirement(
      KeptHalf before, @Nullable RunResult result, boolean recalled, Instant now) {
    if (result == null || result.outcome() != RunOutcome.UNTOUCHED) {
      return before.retired(now);
    }
    // What was not begun can be done another time; what was not to be done, never.
    return recalled ? before : null;
  }

  /** The half that was retired, be it in part; null when none was. */
  public static @Nullable Color retired(@Nullable KeptHalf kept) {
    return kept == null || kept.half().retiredAt() == null ? null : kept.half().color();
  }

  /** The hosts of a half on which something is to be run to retire it. */
  public static List<Host> hosts(BlueGreen halves, Color old, Target target) {
    Step retire = halves.retire();
    return retire == null
        ? List.of()
        : halves.of(old, target.hosts()).stream().filter(retire::runsOn).toList();
  }
}
