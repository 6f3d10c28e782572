package io.slipway.workflow;

import io.slipway.contract.PhaseOutcome;
import java.util.ArrayList;
import java.util.List;

/** What went wrong without failing a run; so many that a result can carry them. */
final class Warnings {
  private static final int KEPT = 200;

  private final List<String> kept = new ArrayList<>();
  private int more;

  void add(String warning) {
    if (kept.size() < KEPT) {
      kept.add(Clip.sentence(warning));
    } else {
      more++;
    }
  }

  /**
   * @param attempt verb phrase that completes "could not … on &lt;host&gt;"
   */
  void addAll(List<PhaseOutcome> outcomes, String attempt) {
    for (PhaseOutcome outcome : outcomes) {
      if (outcome.failure() != null) {
        add("could not %s on %s".formatted(attempt, outcome.failure().message()));
      }
      if (outcome.report() != null) {
        outcome.report().warnings().forEach(w -> add("%s: %s".formatted(outcome.host(), w)));
      }
    }
  }

  List<String> list() {
    if (more == 0) {
      return List.copyOf(kept);
    }
    List<String> all = new ArrayList<>(kept);
    all.add("and %d more".formatted(more));
    return List.copyOf(all);
  }
}
