package io.slipway.release;

import io.slipway.contract.CurrentIs;
import io.slipway.contract.HostFacts;
import io.slipway.domain.Excerpt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the look for drift has told so far. */
final class Sightings {
  /** Entries of a list that are told; who has more has other worries. */
  static final int MOST_TOLD = 20;

  static final int MOST_CHANGES = 10;
  private static final int PATH = 160;

  private final List<HostFacts.LinkedFile> linkedFiles = new ArrayList<>();
  private final List<String> strays = new ArrayList<>();
  private final List<String> halfMade = new ArrayList<>();
  private final List<String> running = new ArrayList<>();
  private final List<String> changed = new ArrayList<>();
  private CurrentIs current = CurrentIs.NONE;
  private String link = "";
  private @Nullable Integer changes;
  private @Nullable Integer free;
  private int least;
  private @Nullable String health;

  void note(String kind, List<String> f) {
    switch (kind) {
      case "current" -> {
        current = CurrentIs.valueOf(f.get(0));
        link = Excerpt.head(PATH, f.get(1));
      }
      case "linked" ->
          linkedFiles.add(new HostFacts.LinkedFile(f.get(0), f.get(1).isEmpty() ? null : f.get(1)));
      case "stray" ->
          (f.get(1).equals("STRAY") ? strays : halfMade).add(Excerpt.head(PATH, f.get(0)));
      case "running" -> running.add(Excerpt.head(PATH, f.get(0)));
      case "changed" -> changed.add(Excerpt.head(PATH, f.get(0)));
      case "compared" -> changes = Integer.valueOf(f.get(0));
      case "room" -> {
        free = f.get(0).isEmpty() ? null : megabytes(f.get(0));
        least = megabytes(f.get(1));
      }
      case "health" -> health = Excerpt.head(PATH, f.get(0));
      default -> throw new IllegalStateException("no sighting is told by the mark " + kind);
    }
  }

  /** Whether there is something live that could be asked for its health. */
  boolean serves() {
    return current == CurrentIs.LINK;
  }

  void unhealthy(String why) {
    health = Excerpt.head(PATH, why);
  }

  HostFacts facts() {
    return new HostFacts(
        current,
        link,
        linkedFiles,
        strays,
        halfMade,
        running,
        changes,
        changed,
        free,
        least,
        health);
  }

  private static int megabytes(String kilobytes) {
    return (int) (Long.parseLong(kilobytes) / 1024);
  }
}
