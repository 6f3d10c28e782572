package io.slipway.rollout;

import io.slipway.contract.Openness;
import io.slipway.domain.Window;
import io.slipway.domain.WindowKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When deploys to a stage may be done. Each layer speaks for itself, and it is open when it is so
 * by all of them: by no window that freezes, and by one that allows where any is named.
 */
public final class FreezeCalendar {
  /** Most windows of a stage. */
  public static final int MOST = 100;

  /** Windows that have not opened after so many changes never do: weeks repeat themselves. */
  private static final int CHANGES_SEEN = 200;

  private final List<WindowTimes> freezes = new ArrayList<>();
  private final List<List<WindowTimes>> allows = new ArrayList<>();

  private FreezeCalendar(List<List<Window>> layers) {
    for (List<Window> layer : layers) {
      List<WindowTimes> allowing = new ArrayList<>();
      for (Window each : layer) {
        (each.kind() == WindowKind.FREEZE ? freezes : allowing).add(new WindowTimes(each));
      }
      if (!allowing.isEmpty()) {
        allows.add(allowing);
      }
    }
  }

  /**
   * @throws IllegalArgumentException for a window that cannot be read, with the reason in a
   *     sentence without its full stop
   */
  public static FreezeCalendar of(List<Window> windows) {
    return new FreezeCalendar(List.of(windows));
  }

  /**
   * @param policy what counts whatever the stage's own windows say
   * @throws IllegalArgumentException as {@link #of(List)}
   */
  public static FreezeCalendar of(List<Window> own, List<Window> policy) {
    return new FreezeCalendar(List.of(own, policy));
  }

  /** Why a window cannot be read; empty when it can. */
  public static Optional<String> fault(Window window) {
    try {
      WindowTimes unused = new WindowTimes(window);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Why windows of a stage cannot be used; empty when they can. */
  public static Optional<String> fault(List<Window> windows) {
    return windows.size() > MOST
        ? Optional.of("there are %d, and %d at most".formatted(windows.size(), MOST))
        : windows.stream().flatMap(w -> fault(w).stream()).findFirst();
  }

  /** Whether it is open at an instant, by which window it is not, and until when that is so. */
  public Openness at(Instant now) {
    Closed closed = closed(now);
    return closed == null
        ? new Openness(true, null, closing(now))
        : new Openness(false, closed.by(), opening(closed));
  }

  /**
   * @param end before which nothing can open; null when nothing ever does
   */
  private record Closed(Window by, @Nullable Instant end) {}

  /** What closes at an instant: the freeze that lasts longest before all else. */
  private @Nullable Closed closed(Instant at) {
    Optional<Closed> frozen =
        freezes.stream()
            .flatMap(f -> f.at(at).map(s -> new Closed(f.window(), s.to())).stream())
            .max(Comparator.comparing(Closed::end));
    if (frozen.isPresent()) {
      return frozen.get();
    }
    for (List<WindowTimes> layer : allows) {
      if (layer.stream().allMatch(a -> a.at(at).isEmpty())) {
        return layer.stream()
            .flatMap(a -> a.next(at).map(next -> new Closed(a.window(), next)).stream())
            .min(Comparator.comparing(Closed::end))
            .orElseGet(() -> new Closed(layer.getLast().window(), null));
      }
    }
    return null;
  }

  private @Nullable Instant opening(Closed closed) {
    Closed still = closed;
    for (int i = 0; i < CHANGES_SEEN; i++) {
      Instant end = still.end();
      if (end == null) {
        return null;
      }
      Closed next = closed(end);
      if (next == null) {
        return end;
      }
      still = next;
    }
    return null;
  }

  private @Nullable Instant closing(Instant open) {
    Optional<Instant> first =
        freezes.stream().flatMap(f -> f.next(open).stream()).min(Instant::compareTo);
    for (List<WindowTimes> layer : allows) {
      Optional<Instant> end = end(layer, open);
      if (first.isEmpty() || (end.isPresent() && end.get().isBefore(first.get()))) {
        first = end;
      }
    }
    return first.orElse(null);
  }

  /** When none of them allows any more; empty when that is never so. */
  private static Optional<Instant> end(List<WindowTimes> layer, Instant open) {
    Instant at = open;
    for (int i = 0; i < CHANGES_SEEN; i++) {
      Instant from = at;
      Optional<Instant> later =
          layer.stream()
              .flatMap(a -> a.at(from).map(WindowTimes.Span::to).stream())
              .max(Instant::compareTo);
      if (later.isEmpty()) {
        return Optional.of(at);
      }
      at = later.get();
    }
    return Optional.empty();
  }
}
