package io.slipway.rollout;

import io.slipway.contract.CurrentIs;
import io.slipway.contract.Difference;
import io.slipway.contract.DriftKind;
import io.slipway.contract.DriftReport;
import io.slipway.contract.HostFacts;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.Quarantined;
import io.slipway.contract.ReleaseInfo;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells in what hosts differ from what their stage should serve, and from each other. */
public final class DriftJudgement {
  private static final int SUM_SHOWN = 12;
  private static final int SENTENCE = 300;

  private final @Nullable ReleaseId release;
  private final @Nullable Revision revision;
  private final List<HostName> quarantined;
  private final List<HostName> idle;
  private final Map<String, LinkedFileSums.Reference> references;
  private final List<Difference> differences = new ArrayList<>();

  private DriftJudgement(
      List<HostReport> reports,
      StageStatus status,
      List<HostName> quarantined,
      List<HostName> idle) {
    Optional<RunSummary> last = lastSuccess(status);
    this.release = last.map(RunSummary::release).or(() -> mostServed(reports)).orElse(null);
    this.revision = last.map(RunSummary::revision).orElse(null);
    this.quarantined = quarantined;
    this.idle = idle;
    this.references = LinkedFileSums.references(reports);
  }

  /** Judges by all that the stage knows. */
  public static DriftReport of(Target target, List<PhaseOutcome> outcomes, StageStatus status) {
    return of(
        outcomes,
        status,
        status.quarantine().stream().map(Quarantined::host).toList(),
        LiveColor.idle(target, status));
  }

  /**
   * The release that all should serve is the one of the stage's last run that succeeded; where none
   * has, the one that most hosts serve.
   *
   * @param outcomes what a survey of kind DRIFT found
   * @param quarantined hosts that the stage knows to be in no order
   * @param idle hosts of the half of the stage that has no visitors: they may serve an older
   *     release
   */
  public static DriftReport of(
      List<PhaseOutcome> outcomes,
      StageStatus status,
      List<HostName> quarantined,
      List<HostName> idle) {
    List<HostReport> reports =
        outcomes.stream().flatMap(o -> Optional.ofNullable(o.report()).stream()).toList();
    DriftJudgement judgement = new DriftJudgement(reports, status, quarantined, idle);
    outcomes.forEach(judgement::judge);
    long uncompared =
        reports.stream()
            .filter(r -> r.live() != null)
            .flatMap(r -> Optional.ofNullable(r.facts()).stream())
            .filter(f -> f.current() == CurrentIs.LINK && f.changes() == null)
            .count();
    return new DriftReport(
        judgement.release,
        judgement.revision,
        outcomes.size(),
        (int) uncompared,
        judgement.differences);
  }

  private static Optional<RunSummary> lastSuccess(StageStatus status) {
    return status.history().stream()
        .filter(r -> r.release() != null && r.outcome() != null)
        .filter(r -> made(Objects.requireNonNull(r.outcome())))
        // What no visitors were moved to is not what they should be served.
        .filter(r -> r.colors() == null || r.colors().moved())
        .findFirst();
  }

  private static boolean made(RunOutcome outcome) {
    return switch (outcome) {
      case SUCCEEDED, SUCCEEDED_WITH_EXCEPTIONS -> true;
      case UNTOUCHED, REVERTED, REVERTED_EXCEPT, REJECTED -> false;
    };
  }

  private static Optional<ReleaseId> mostServed(List<HostReport> reports) {
    return Majority.of(reports.stream().map(HostReport::live).filter(Objects::nonNull).toList());
  }

  private void judge(PhaseOutcome outcome) {
    HostReport report = outcome.report();
    HostFacts facts = report == null ? null : report.facts();
    if (report == null || facts == null) {
      HostFailure failure = outcome.failure();
      String why = failure == null ? "it was not looked at" : failure.reason();
      note(outcome.host(), DriftKind.UNREACHABLE, why, "an answer");
      return;
    }
    judgeCurrent(report, facts);
    judgeContent(report, facts);
    if (quarantined.contains(report.host())) {
      note(report.host(), DriftKind.QUARANTINED, "an earlier run left it in no order", "mended");
    }
    judgeLinkedFiles(report.host(), facts);
    facts.strays().forEach(s -> note(report.host(), DriftKind.STRAY, s, "not there"));
    facts.halfMade().forEach(s -> note(report.host(), DriftKind.HALF_MADE, s, "not there"));
    facts.running().forEach(s -> note(report.host(), DriftKind.STILL_RUNNING, s, "ended"));
    Integer free = facts.freeMegabytes();
    if (free != null && free < facts.leastMegabytes()) {
      note(
          report.host(),
          DriftKind.DISK_LOW,
          "%d MB free".formatted(free),
          "%d MB".formatted(facts.leastMegabytes()));
    }
  }

  private void judgeCurrent(HostReport report, HostFacts facts) {
    String wanted = release == null ? "a release" : release.value();
    switch (facts.current()) {
      case OTHER -> note(report.host(), DriftKind.NOT_A_LINK, "no link at current", wanted);
      case DANGLING -> note(report.host(), DriftKind.DANGLING, facts.link(), wanted);
      case NONE -> {
        if (release != null && !idle.contains(report.host())) {
          note(report.host(), DriftKind.WRONG_RELEASE, "nothing", wanted);
        }
      }
      case LINK -> {
        if (!Objects.equals(report.live(), release) && !idle.contains(report.host())) {
          ReleaseId live = report.live();
          String found = live == null ? facts.link() : live.value();
          note(report.host(), DriftKind.WRONG_RELEASE, found, wanted);
        }
      }
    }
  }

  /** Of a host that serves something else only that is told: it is to be replaced anyway. */
  private void judgeContent(HostReport report, HostFacts facts) {
    if (facts.current() != CurrentIs.LINK || !Objects.equals(report.live(), release)) {
      return;
    }
    Revision says =
        report.releases().stream()
            .filter(r -> r.id().equals(report.live()))
            .findFirst()
            .map(ReleaseInfo::revision)
            .orElse(null);
    if (revision != null && !revision.equals(says)) {
      String found = says == null ? "no REVISION that can be read" : says.value();
      note(report.host(), DriftKind.REVISION_MISMATCH, found, revision.value());
    }
    Integer changes = facts.changes();
    if (changes != null && changes > 0) {
      int more = changes - facts.changed().size();
      String found =
          String.join(", ", facts.changed()) + (more > 0 ? " and %d more".formatted(more) : "");
      note(report.host(), DriftKind.FOREIGN_CHANGE, found, "as they were made");
    }
    if (facts.health() != null) {
      note(report.host(), DriftKind.NOT_SERVING, facts.health(), "the health check is passed");
    }
  }

  private void judgeLinkedFiles(HostName host, HostFacts facts) {
    for (HostFacts.LinkedFile file : facts.linkedFiles()) {
      LinkedFileSums.Reference reference = references.get(file.path());
      if (file.sum() == null) {
        note(
            host,
            DriftKind.LINKED_FILE_MISSING,
            "shared/%s is missing".formatted(file.path()),
            "a file");
      } else if (reference != null && !reference.sum().equals(file.sum())) {
        note(
            host,
            DriftKind.LINKED_FILE_DIFFERS,
            "shared/%s is %s".formatted(file.path(), abbreviated(file.sum())),
            "%s, as on %d of %d hosts"
                .formatted(abbreviated(reference.sum()), reference.hosts(), reference.of()));
      }
    }
  }

  private static String abbreviated(String sum) {
    return sum.substring(0, Math.min(SUM_SHOWN, sum.length()));
  }

  private void note(HostName host, DriftKind kind, String found, String expected) {
    String told = found.length() <= SENTENCE ? found : found.substring(0, SENTENCE) + "…";
    differences.add(new Difference(host, kind, told, expected));
  }
}
