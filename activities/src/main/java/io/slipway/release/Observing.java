package io.slipway.release;

import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.domain.HealthCheck;
import io.slipway.domain.Placeholders;
import java.util.List;

/** What the look for drift is told, and what it tells. */
final class Observing {
  private static final int HEALTH_SECONDS = 10;

  private Observing() {}

  static Prologue prologue(HostOrder order) {
    return new Prologue()
        .set("most_told", Sightings.MOST_TOLD)
        .set("most_changes", Sightings.MOST_CHANGES)
        .set("health_command", healthCommand(order))
        .set("health_limit", HEALTH_SECONDS);
  }

  /** Other checks are asked from here; a command is the host's to run. */
  private static String healthCommand(HostOrder order) {
    return order.target().health() instanceof HealthCheck.Command command
        ? Placeholders.fill(command.run(), order.host(), order.target().stage())
        : "";
  }

  static HostReport report(HostOrder order, Transcript told) {
    return new HostReport(
        order.host().name(),
        told.steps,
        told.live,
        null,
        told.releases,
        List.of(),
        told.sightings.facts());
  }
}
