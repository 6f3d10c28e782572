package io.slipway.rollout;

import io.slipway.contract.Freeze;
import io.slipway.contract.Openness;
import io.slipway.domain.InFlight;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a stage is open by its windows and by freezes together: a freeze closes it whatever windows
 * allow, and what a freeze lets through is still held by a window that does not.
 */
public final class Openings {
  /** Each freeze ends once at most, and so many are what there can be. */
  private static final int CHANGES_SEEN = 2 * FreezeBook.MOST;

  private final FreezeCalendar windows;
  private final List<Freeze> freezes;

  private Openings(FreezeCalendar windows, List<Freeze> freezes) {
    this.windows = windows;
    this.freezes = List.copyOf(freezes);
  }

  /**
   * @param freezes of the stage
   */
  public static Openings of(FreezeCalendar windows, List<Freeze> freezes) {
    return new Openings(windows, freezes);
  }

  /**
   * Whether it is open at an instant, and if not, by what: the freeze that lasts longest before any
   * window.
   *
   * @param usual what the stage says of deploys that are under way
   */
  public Openness at(Instant now, InFlight usual) {
    Openness byWindows = windows.at(now);
    Freeze freeze = longest(now).orElse(null);
    if (freeze == null) {
      return byWindows.open() ? openUntil(now, byWindows) : closed(byWindows, null, null);
    }
    Stream<InFlight> wanted =
        Stream.concat(
            freezes.stream()
                .filter(f -> f.holds(now))
                .map(f -> f.inFlight() == null ? usual : f.inFlight()),
            byWindows.open() ? Stream.empty() : Stream.of(usual));
    return closed(
        byWindows, freeze, wanted.max(Comparator.comparingInt(Openings::strictness)).orElse(usual));
  }

  private static int strictness(InFlight inFlight) {
    return switch (inFlight) {
      case FINISH -> 0;
      case FINISH_BATCH -> 1;
      case REVERT -> 2;
    };
  }

  private Openness openUntil(Instant now, Openness byWindows) {
    Instant first =
        freezes.stream()
            .map(Freeze::from)
            .filter(from -> from.isAfter(now))
            .min(Comparator.naturalOrder())
            .orElse(null);
    Instant closing = byWindows.until();
    return new Openness(
        true,
        null,
        first == null || (closing != null && closing.isBefore(first)) ? closing : first);
  }

  private Openness closed(
      Openness byWindows, @Nullable Freeze freeze, @Nullable InFlight inFlight) {
    Instant end = freeze == null ? byWindows.until() : freeze.until();
    return new Openness(false, byWindows.by(), opening(end), freeze, inFlight);
  }

  private @Nullable Instant opening(@Nullable Instant from) {
    Instant at = from;
    for (int i = 0; at != null && i < CHANGES_SEEN; i++) {
      Freeze freeze = longest(at).orElse(null);
      Openness byWindows = windows.at(at);
      if (freeze == null && byWindows.open()) {
        return at;
      }
      at = freeze == null ? byWindows.until() : freeze.until();
    }
    return null;
  }

  /** One that lasts until it is lifted before all others. */
  private Optional<Freeze> longest(Instant at) {
    return freezes.stream()
        .filter(f -> f.holds(at))
        .max(Comparator.comparing(Freeze::until, Comparator.nullsLast(Comparator.naturalOrder())));
  }
}
