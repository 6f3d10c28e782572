package io.slipway.rollout;

import io.slipway.contract.Difference;
import io.slipway.contract.DriftKind;
import io.slipway.contract.DriftReport;
import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done about differences.
 *
 * @param switched hosts on which the release is made live and restarted; left-overs go with it
 * @param cleaned hosts on which only left-overs are removed
 * @param deployed hosts that lack the release, and get it under its own id
 * @param renewed all hosts that can be reached, when a release was tampered with: they get a new
 *     one of the same commit, and nothing else is needed; empty otherwise
 * @param left differences that stay until somebody sees to them
 */
public record RepairPlan(
    List<HostName> switched,
    List<HostName> cleaned,
    List<HostName> deployed,
    List<HostName> renewed,
    List<Difference> left) {
  public RepairPlan {
    switched = List.copyOf(switched);
    cleaned = List.copyOf(cleaned);
    deployed = List.copyOf(deployed);
    renewed = List.copyOf(renewed);
    left = List.copyOf(left);
  }

  /**
   * @param outcomes what the report was made of
   * @param whole whether these are all hosts of the stage, so that all can get another release
   */
  public static RepairPlan of(DriftReport report, List<PhaseOutcome> outcomes, boolean whole) {
    Map<HostName, List<Difference>> byHost = new LinkedHashMap<>();
    report
        .differences()
        .forEach(d -> byHost.computeIfAbsent(d.host(), h -> new ArrayList<>()).add(d));
    boolean renews =
        whole
            && report.revision() != null
            && byHost.values().stream()
                .anyMatch(its -> !barred(its) && any(its, DriftKind.Mending.BY_DEPLOYING));
    List<HostName> switched = new ArrayList<>();
    List<HostName> cleaned = new ArrayList<>();
    List<HostName> deployed = new ArrayList<>();
    List<HostName> renewed = new ArrayList<>();
    List<Difference> left = new ArrayList<>();
    for (PhaseOutcome outcome : outcomes) {
      List<Difference> its = byHost.getOrDefault(outcome.host(), List.of());
      boolean lacks = !has(outcome.report(), report.release());
      if (barred(its) || (lacks && report.revision() == null)) {
        left.addAll(its);
        continue;
      }
      if (renews) {
        renewed.add(outcome.host());
      } else if (lacks && report.release() != null) {
        deployed.add(outcome.host());
      } else if (any(its, DriftKind.Mending.BY_SWITCHING)) {
        switched.add(outcome.host());
      } else if (any(its, DriftKind.Mending.BY_CLEANING)) {
        cleaned.add(outcome.host());
      }
      its.stream().filter(d -> !mended(d, renews)).forEach(left::add);
    }
    return new RepairPlan(switched, cleaned, deployed, renewed, left);
  }

  public boolean empty() {
    return switched.isEmpty() && cleaned.isEmpty() && deployed.isEmpty() && renewed.isEmpty();
  }

  /** A host that cannot be worked on as it is; a release that was tampered with is no goal. */
  private static boolean barred(List<Difference> its) {
    return its.stream()
        .anyMatch(
            d ->
                switch (d.kind()) {
                  case UNREACHABLE, NOT_A_LINK -> true;
                  case DANGLING,
                      WRONG_RELEASE,
                      REVISION_MISMATCH,
                      FOREIGN_CHANGE,
                      NOT_SERVING,
                      QUARANTINED,
                      LINKED_FILE_MISSING,
                      LINKED_FILE_DIFFERS,
                      STRAY,
                      HALF_MADE,
                      STILL_RUNNING,
                      DISK_LOW ->
                      false;
                });
  }

  private static boolean has(@Nullable HostReport report, @Nullable ReleaseId release) {
    return report != null && report.releases().stream().anyMatch(r -> r.id().equals(release));
  }

  private static boolean any(List<Difference> its, DriftKind.Mending mending) {
    return its.stream().anyMatch(d -> d.kind().mending() == mending);
  }

  private static boolean mended(Difference difference, boolean renews) {
    return switch (difference.kind().mending()) {
      case BY_SWITCHING, BY_CLEANING -> true;
      case BY_DEPLOYING -> renews;
      case BY_HAND -> false;
    };
  }
}
