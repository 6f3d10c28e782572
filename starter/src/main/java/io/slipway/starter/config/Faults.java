package io.slipway.starter.config;

import io.slipway.starter.output.FaultLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the faults of one file, and knows where each of its keys stands. */
final class Faults {
  private static final Comparator<FaultLine> BY_PLACE =
      Comparator.comparingInt(FaultLine::line)
          .thenComparingInt(FaultLine::column)
          .thenComparing(FaultLine::key);

  private final String file;
  private final Map<KeyPath, Place> places = new HashMap<>();
  private final List<FaultLine> found = new ArrayList<>();

  Faults(String file) {
    this.file = file;
  }

  /** The same file, of which nothing faulty is known. */
  Faults afresh() {
    Faults fresh = new Faults(file);
    fresh.places.putAll(places);
    return fresh;
  }

  /** Remembers where a key stands, for faults that are found later. */
  void locate(KeyPath path, Place place) {
    places.put(path, place);
  }

  /** Whether the file has this key, be its value good or not. */
  boolean has(KeyPath path) {
    return places.containsKey(path);
  }

  boolean none() {
    return found.isEmpty();
  }

  /** Where a key stands; its nearest section, when it is not in the file itself. */
  Place placeOf(KeyPath path) {
    KeyPath at = path;
    while (!at.segments().isEmpty()) {
      Place place = places.get(at);
      if (place != null) {
        return place;
      }
      at = at.parent();
    }
    return places.getOrDefault(KeyPath.ROOT, Place.NOWHERE);
  }

  void add(KeyPath path, String problem, String remedy) {
    add(placeOf(path), path, problem, remedy);
  }

  void add(Place place, KeyPath path, String problem, String remedy) {
    found.add(new FaultLine(file, place.line(), place.column(), path.toString(), problem, remedy));
  }

  /** The one fault of a file that cannot be looked at any further. */
  FileFaultsException alone(Place place, String problem, String remedy) {
    return new FileFaultsException(
        List.of(new FaultLine(file, place.line(), place.column(), "", problem, remedy)));
  }

  /**
   * @throws FileFaultsException with all that was found, in the order of the file; what several
   *     stages have from the top of the file is told once
   */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new FileFaultsException(found.stream().distinct().sorted(BY_PLACE).toList());
    }
  }
}
