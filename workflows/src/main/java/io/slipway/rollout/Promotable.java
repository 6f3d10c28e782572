package io.slipway.rollout;

import io.slipway.contract.HostReport;
import io.slipway.contract.ReleaseInfo;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.domain.HostName;
import io.slipway.domain.Revision;
import io.slipway.domain.StageName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which revision has passed on a stage, so that another stage may have it. */
public sealed interface Promotable {

  /**
   * All hosts serve it, and a run that succeeded has brought it there.
   *
   * @param run the newest such run
   */
  record Passed(Revision revision, RunSummary run) implements Promotable {}

  /**
   * None has.
   *
   * @param reason in whole sentences, the first of which names the stage
   */
  record Refused(String reason) implements Promotable {}

  /**
   * Judges by what hosts serve now, and by what the stage remembers of its runs.
   *
   * @param reports what each of the stage's hosts says of itself
   */
  static Promotable of(StageName stage, StageStatus status, List<HostReport> reports) {
    RunSummary current = status.current();
    if (current != null) {
      return new Refused(
          "%s is being changed by %s, so what it serves has not passed yet. Wait for it: slipway watch %1$s."
              .formatted(stage, current.workflowId()));
    }
    Map<String, List<HostName>> serving = serving(reports);
    if (serving.size() != 1) {
      return new Refused(
          "%s serves more than one commit: %s. Bring all its hosts to one first: slipway deploy %1$s."
              .formatted(stage, words(serving)));
    }
    Revision revision = revision(reports.getFirst());
    if (revision == null) {
      return new Refused(
          "It is not known which commit %s serves: %s. Deploy to it first: slipway deploy %1$s."
              .formatted(stage, words(serving)));
    }
    return passed(status, revision)
        .<Promotable>map(run -> new Passed(revision, run))
        .orElseGet(
            () ->
                new Refused(
                    "%s serves %s, but no run that succeeded is remembered to have brought it there. See slipway history %1$s, and deploy it once more: slipway deploy %1$s --revision %2$s."
                        .formatted(stage, revision)));
  }

  private static Optional<RunSummary> passed(StageStatus status, Revision revision) {
    return status.history().stream()
        .filter(run -> revision.equals(run.revision()) && run.outcome() == RunOutcome.SUCCEEDED)
        .findFirst();
  }

  /** Hosts by the commit that they serve, in words. */
  private static Map<String, List<HostName>> serving(List<HostReport> reports) {
    Map<String, List<HostName>> serving = new LinkedHashMap<>();
    for (HostReport report : reports) {
      Revision revision = revision(report);
      String what =
          revision != null
              ? revision.value()
              : report.serving().map("release %s"::formatted).orElse("nothing");
      serving.computeIfAbsent(what, w -> new ArrayList<>()).add(report.host());
    }
    return serving;
  }

  private static @Nullable Revision revision(HostReport report) {
    return report.releases().stream()
        .filter(release -> release.id().equals(report.live()))
        .map(ReleaseInfo::revision)
        .filter(r -> r != null)
        .findFirst()
        .orElse(null);
  }

  private static String words(Map<String, List<HostName>> serving) {
    return serving.entrySet().stream()
        .map(e -> "%s on %s".formatted(e.getKey(), Names.of(e.getValue())))
        .collect(Collectors.joining(", "));
  }
}
