package io.slipway.starter.capistrano;

import io.slipway.starter.output.TakenOver.Fate;
import io.slipway.starter.output.TakenOver.Finding;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What became of each thing; what is the same in several stages is told once. */
final class Findings {
  private final Set<Finding> found = new LinkedHashSet<>();

  void byHand(String what, String words) {
    found.add(new Finding(Fate.BY_HAND, what, words));
  }

  void changed(String what, String words) {
    found.add(new Finding(Fate.CHANGED, what, words));
  }

  void taken(String what, String words) {
    found.add(new Finding(Fate.TAKEN, what, words));
  }

  void leftOut(String what, String words) {
    found.add(new Finding(Fate.LEFT_OUT, what, words));
  }

  /** By their fate, and as they were found. */
  List<Finding> all() {
    return found.stream().sorted(Comparator.comparing(Finding::fate)).toList();
  }
}
