package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Difference;
import io.slipway.contract.DriftKind;
import io.slipway.contract.DriftReport;
import io.slipway.contract.HostReport;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.ReleaseInfo;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RepairPlanTest {
  private static final HostName WEB = HostName.of("web1");
  private static final ReleaseId JAN = ReleaseId.of("20260101000000");
  private static final ReleaseId FEB = ReleaseId.of("20260201000000");

  private static final Revision COMMIT = Revision.of("4f2c9d1a".repeat(5));

  @ParameterizedTest
  @CsvSource({
    "WRONG_RELEASE, true, switched, ''",
    "DANGLING, true, switched, ''",
    "NOT_SERVING, true, switched, ''",
    "QUARANTINED, true, switched, ''",
    "WRONG_RELEASE, false, deployed, ''",
    "QUARANTINED STRAY, false, deployed, ''",
    "STRAY, true, cleaned, ''",
    "HALF_MADE STILL_RUNNING, true, cleaned, ''",
    "STRAY NOT_SERVING, true, switched, ''",
    "STRAY NOT_A_LINK, true, '', STRAY NOT_A_LINK",
    "UNREACHABLE, false, '', UNREACHABLE",
    "FOREIGN_CHANGE, true, renewed, ''",
    "FOREIGN_CHANGE STRAY DISK_LOW, true, renewed, DISK_LOW",
    "REVISION_MISMATCH, true, renewed, ''",
    "LINKED_FILE_MISSING STRAY, true, cleaned, LINKED_FILE_MISSING",
    "DISK_LOW, true, '', DISK_LOW",
  })
  void decides(String kinds, boolean hasRelease, String done, String left) {
    List<Difference> differences =
        Arrays.stream(kinds.split(" "))
            .map(k -> new Difference(WEB, DriftKind.valueOf(k), "this", "that"))
            .toList();
    HostReport report =
        new HostReport(
            WEB,
            List.of(),
            JAN,
            null,
            Stream.concat(Stream.of(JAN), hasRelease ? Stream.of(FEB) : Stream.empty())
                .map(id -> new ReleaseInfo(id, null, true))
                .toList(),
            List.of());

    RepairPlan plan =
        RepairPlan.of(
            new DriftReport(FEB, COMMIT, 1, 0, differences),
            List.of(new PhaseOutcome(WEB, report, null, true)),
            true);

    assertEquals(done.equals("switched") ? List.of(WEB) : List.of(), plan.switched());
    assertEquals(done.equals("cleaned") ? List.of(WEB) : List.of(), plan.cleaned());
    assertEquals(done.equals("deployed") ? List.of(WEB) : List.of(), plan.deployed());
    assertEquals(done.equals("renewed") ? List.of(WEB) : List.of(), plan.renewed());
    assertEquals(left, String.join(" ", plan.left().stream().map(d -> d.kind().name()).toList()));
  }

  @ParameterizedTest
  @CsvSource({
    "FOREIGN_CHANGE, true, false",
    "FOREIGN_CHANGE, false, true",
    "WRONG_RELEASE, false, true"
  })
  void leaves_what_would_make_hosts_differ_or_whose_commit_is_not_known(
      DriftKind kind, boolean known, boolean whole) {
    Difference difference = new Difference(WEB, kind, "this", "that");
    HostReport report =
        new HostReport(
            WEB,
            List.of(),
            JAN,
            null,
            kind == DriftKind.WRONG_RELEASE ? List.of() : List.of(new ReleaseInfo(FEB, null, true)),
            List.of());

    RepairPlan plan =
        RepairPlan.of(
            new DriftReport(FEB, known ? COMMIT : null, 1, 0, List.of(difference)),
            List.of(new PhaseOutcome(WEB, report, null, true)),
            whole);

    assertEquals(List.of(difference), plan.left());
    assertTrue(plan.empty());
  }
}
