package io.slipway.rollout;

import io.slipway.contract.HostReport;
import io.slipway.contract.ReleaseInfo;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which release a rollback goes to; it must be there on every host before any is touched. */
public sealed interface RollbackChoice {
  /**
   * @param revision what its hosts say is in it; null when none can say
   */
  record Chosen(ReleaseId release, @Nullable Revision revision) implements RollbackChoice {}

  /**
   * @param reason whole sentences for people
   */
  record Refused(String reason) implements RollbackChoice {}

  /**
   * @param reports what was found on each host of the rollback
   * @param wanted the release that was asked for; null for the newest release that was live before
   *     what is live now
   */
  static RollbackChoice of(List<HostReport> reports, @Nullable ReleaseId wanted) {
    if (wanted != null) {
      return onAll(reports, wanted);
    }
    List<ReleaseId> live =
        reports.stream().flatMap(r -> Optional.ofNullable(r.live()).stream()).distinct().toList();
    if (live.isEmpty()) {
      return new Refused(
          reports.stream().allMatch(r -> r.serving().isEmpty())
              ? "No host serves a release. There is nothing to roll back from."
              : "Hosts serve what another tool has made: %s. Go back with that tool, or deploy what shall be live."
                  .formatted(byRelease(reports)));
    }
    if (live.size() > 1) {
      return new Refused(
          "Hosts serve different releases: %s. Say which one all shall serve, with --to."
              .formatted(byRelease(reports)));
    }
    return reports.stream()
        .flatMap(r -> r.releases().stream())
        .filter(ReleaseInfo::published)
        .map(ReleaseInfo::id)
        .filter(id -> id.compareTo(live.getFirst()) < 0)
        .max(Comparator.naturalOrder())
        .map(id -> onAll(reports, id))
        .orElseGet(
            () ->
                new Refused(
                    "No release that was live before %s is left on the hosts.%s"
                        .formatted(live.getFirst(), ofOthers(reports))));
  }

  /** What there is instead, on a stage that another tool has deployed to until lately. */
  private static String ofOthers(List<HostReport> reports) {
    return reports.stream()
        .filter(r -> !r.foreign().isEmpty())
        .map(r -> r.foreign().getLast())
        .findFirst()
        .map(
            other ->
                " Release %s is there, to which no rollback leads; deploy what is in it again%s."
                    .formatted(
                        other.words(),
                        other.revision() == null
                            ? ""
                            : ": --revision %s".formatted(other.revision())))
        .orElse("");
  }

  /**
   * Where a stage in two halves goes back to: what its idle half serves.
   *
   * @param reports what was found on each host of the rollback
   * @param idle its hosts that are of the idle half
   * @param half what people call that half
   */
  static RollbackChoice ofIdle(List<HostReport> reports, List<HostName> idle, String half) {
    List<HostReport> its = reports.stream().filter(r -> idle.contains(r.host())).toList();
    List<ReleaseId> live =
        its.stream().flatMap(r -> Optional.ofNullable(r.live()).stream()).distinct().toList();
    if (live.isEmpty()) {
      return new Refused(
          "No host of %s serves a release. There is nothing to go back to.".formatted(half));
    }
    return live.size() > 1
        ? new Refused(
            "Hosts of %s serve different releases: %s. Say which one all shall serve, with --to."
                .formatted(half, byRelease(its)))
        : onAll(reports, live.getFirst());
  }

  private static RollbackChoice onAll(List<HostReport> reports, ReleaseId id) {
    List<HostName> without =
        reports.stream().filter(r -> find(r, id).isEmpty()).map(HostReport::host).toList();
    if (!without.isEmpty()) {
      return new Refused(
          "Release %s is not on %s. Choose one that all hosts have (slipway releases), or deploy its revision again."
              .formatted(id, Names.of(without)));
    }
    Revision revision =
        reports.stream()
            .flatMap(r -> find(r, id).stream())
            .flatMap(info -> Optional.ofNullable(info.revision()).stream())
            .findFirst()
            .orElse(null);
    return new Chosen(id, revision);
  }

  private static Optional<ReleaseInfo> find(HostReport report, ReleaseId id) {
    return report.releases().stream().filter(info -> info.id().equals(id)).findFirst();
  }

  private static String byRelease(List<HostReport> reports) {
    return reports.stream()
        .map(RollbackChoice::serving)
        .distinct()
        .map(
            live ->
                live
                    + " on "
                    + Names.of(
                        reports.stream()
                            .filter(r -> live.equals(serving(r)))
                            .map(HostReport::host)
                            .toList()))
        .collect(Collectors.joining(", "));
  }

  private static String serving(HostReport report) {
    return report.serving().orElse("none");
  }
}
