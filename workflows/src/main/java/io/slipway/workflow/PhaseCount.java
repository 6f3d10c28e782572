package io.slipway.workflow;

import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import java.util.List;

/**
 * How far a phase of a run is.
 *
 * @param over whether it has ended; nothing is counted before
 */
record PhaseCount(Phase phase, int hosts, int done, int failed, boolean over) {

  static PhaseCount begun(Phase phase, int hosts) {
    return new PhaseCount(phase, hosts, 0, 0, false);
  }

  PhaseCount ended(List<PhaseOutcome> outcomes) {
    return new PhaseCount(
        phase,
        hosts,
        (int) outcomes.stream().filter(PhaseOutcome::succeeded).count(),
        (int) outcomes.stream().filter(o -> o.failure() != null).count(),
        true);
  }

  /** A row of a table in Markdown: phase, hosts, done, failed. */
  String row() {
    return over
        ? "| %s | %d | %d | %d |\n".formatted(Words.of(phase), hosts, done, failed)
        : "| **%s** | %d | in work | |\n".formatted(Words.of(phase), hosts);
  }
}
