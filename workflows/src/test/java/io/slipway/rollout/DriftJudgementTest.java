package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.slipway.contract.Colors;
import io.slipway.contract.CurrentIs;
import io.slipway.contract.Difference;
import io.slipway.contract.DriftKind;
import io.slipway.contract.DriftReport;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFacts;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostReport;
import io.slipway.contract.Initiator;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.ReleaseInfo;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.Color;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.StageName;
import io.slipway.workflow.Fixtures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DriftJudgementTest {
  private static final String JAN = "20260101000000";
  private static final String FEB = "20260201000000";
  private static final Revision REVISION = Revision.of("a".repeat(40));
  private static final Revision OTHER = Revision.of("b".repeat(40));
  private static final String SUM = "0123456789abcdef";

  /** One host that differs in one thing from what is right. */
  static final class Odd {
    @Nullable String live = FEB;
    @Nullable Revision says = REVISION;
    CurrentIs current = CurrentIs.LINK;
    String link = "releases/x";
    @Nullable String sum = SUM;
    List<String> strays = List.of();
    List<String> halfMade = List.of();
    List<String> running = List.of();
    List<String> changed = List.of();
    int changes;
    int free = 100;
    @Nullable String health;

    HostReport report(String host) {
      HostFacts facts =
          new HostFacts(
              current,
              link,
              List.of(new HostFacts.LinkedFile("env", sum)),
              strays,
              halfMade,
              running,
              changes,
              changed,
              free,
              16,
              health);
      ReleaseId id = live == null ? null : ReleaseId.of(live);
      return new HostReport(
          HostName.of(host),
          List.of(),
          id,
          null,
          id == null ? List.of() : List.of(new ReleaseInfo(id, says, true)),
          List.of(),
          facts);
    }
  }

  interface Fault {
    void on(Odd host);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("WRONG_RELEASE 20260101000000 / 20260201000000", h -> h.live = JAN),
        fault(
            "WRONG_RELEASE nothing / 20260201000000",
            h -> {
              h.live = null;
              h.current = CurrentIs.NONE;
            }),
        fault("WRONG_RELEASE releases/x / 20260201000000", h -> h.live = null),
        fault("NOT_A_LINK no link at current / 20260201000000", h -> h.current = CurrentIs.OTHER),
        fault("DANGLING releases/x / 20260201000000", h -> h.current = CurrentIs.DANGLING),
        fault("REVISION_MISMATCH %s / %s".formatted(OTHER, REVISION), h -> h.says = OTHER),
        fault("REVISION_MISMATCH no REVISION that can be read / " + REVISION, h -> h.says = null),
        fault("LINKED_FILE_MISSING shared/env is missing / a file", h -> h.sum = null),
        fault(
            "LINKED_FILE_DIFFERS shared/env is ffff / 0123456789ab, as on 2 of 3 hosts",
            h -> h.sum = "ffff"),
        fault("STRAY releases/current / not there", h -> h.strays = List.of("releases/current")),
        fault(
            "HALF_MADE .slipway/1/tree / not there", h -> h.halfMade = List.of(".slipway/1/tree")),
        fault("STILL_RUNNING 1/build / ended", h -> h.running = List.of("1/build")),
        fault("NOT_SERVING status 500 / the health check is passed", h -> h.health = "status 500"),
        fault(
            "FOREIGN_CHANGE a, b and 3 more / as they were made",
            h -> {
              h.changes = 5;
              h.changed = List.of("a", "b");
            }),
        fault("DISK_LOW 3 MB free / 16 MB", h -> h.free = 3));
  }

  private static Arguments fault(String told, Fault fault) {
    return Arguments.of(told, fault);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void tells(String told, Fault fault) {
    Odd odd = new Odd();
    fault.on(odd);

    DriftReport drift = judge(served(FEB), odd);

    assertEquals(
        List.of(told), drift.differences().stream().map(DriftJudgementTest::words).toList());
    assertEquals(HostName.of("odd"), drift.differences().getFirst().host());
  }

  @Test
  void sound_hosts_differ_in_nothing() {
    DriftReport drift = judge(served(FEB), new Odd());

    assertEquals(List.of(), drift.differences());
    assertEquals(ReleaseId.of(FEB), drift.release());
    assertEquals(3, drift.hosts());
  }

  @Test
  void of_a_host_that_serves_something_else_its_files_are_not_told() {
    Odd odd = new Odd();
    odd.live = JAN;
    odd.changes = 1;
    odd.health = "down";

    assertEquals(1, judge(served(FEB), odd).differences().size());
  }

  @Test
  void a_host_that_does_not_answer_differs() {
    HostName name = HostName.of("gone");
    HostFailure failure =
        new HostFailure(name, FailureType.UNREACHABLE, null, "connect", "it is off", "Wait.", "");

    DriftReport drift =
        DriftJudgement.of(
            List.of(new PhaseOutcome(name, null, failure, true)),
            served(FEB),
            List.of(),
            List.of());

    assertEquals("UNREACHABLE it is off / an answer", words(drift.differences().getFirst()));
  }

  @Test
  void quarantined_hosts_are_told() {
    HostReport report = new Odd().report("odd");

    DriftReport drift =
        DriftJudgement.of(
            List.of(new PhaseOutcome(report.host(), report, null, true)),
            served(FEB),
            List.of(report.host()),
            List.of());

    assertEquals(DriftKind.QUARANTINED, drift.differences().getFirst().kind());
  }

  @Test
  void the_last_run_that_succeeded_says_what_should_be_live() {
    StageStatus status =
        new StageStatus(
            null,
            List.of(
                run(JAN, RunOutcome.REVERTED),
                run(JAN, null),
                run(FEB, RunOutcome.SUCCEEDED),
                run(JAN, RunOutcome.SUCCEEDED)));

    assertEquals(ReleaseId.of(FEB), judge(status, new Odd()).release());
  }

  @Test
  void without_a_run_most_hosts_say_it_and_without_a_host_nobody() {
    StageStatus unused = new StageStatus(null, List.of());
    Odd odd = new Odd();
    odd.live = JAN;

    DriftReport drift = judge(unused, odd);

    assertEquals(ReleaseId.of(FEB), drift.release());
    assertEquals(1, drift.differences().size());
    assertNull(DriftJudgement.of(List.of(), unused, List.of(), List.of()).release());
  }

  @Test
  void a_half_without_visitors_may_serve_what_it_served() {
    Odd odd = new Odd();
    odd.live = JAN;
    HostReport report = odd.report("odd");
    List<PhaseOutcome> outcomes = List.of(new PhaseOutcome(report.host(), report, null, true));

    assertEquals(
        List.of(),
        DriftJudgement.of(outcomes, served(FEB), List.of(), List.of(report.host())).differences());
    assertEquals(
        1, DriftJudgement.of(outcomes, served(FEB), List.of(), List.of()).differences().size());
  }

  @ParameterizedTest
  @CsvSource({"BLUE, true, GREEN", "GREEN, true, BLUE", "BLUE, false, BLUE", ", true, BLUE"})
  void runs_tell_which_half_is_live(@Nullable Color before, boolean moved, Color after) {
    Color idle = before == null ? Color.BLUE : before.other();
    StageStatus status =
        new StageStatus(
            null,
            List.of(
                run(FEB, RunOutcome.UNTOUCHED),
                run(FEB, RunOutcome.SUCCEEDED, new Colors(before, idle, moved))));

    assertEquals(Optional.of(after), LiveColor.of(status));
    assertEquals(
        after == Color.GREEN ? "web1" : "web2",
        LiveColor.idle(Fixtures.blueGreen(1), status).getFirst().value());
    assertEquals(List.of(), LiveColor.idle(Fixtures.target(2), status));
    List<HostReport> both = List.of(new Odd().report("web1"), new Odd().report("web2"));
    assertEquals(
        List.of(after == Color.GREEN ? "web2" : "web1"),
        LiveColor.visited(Fixtures.blueGreen(1), status, both).stream()
            .map(r -> r.host().value())
            .toList());
  }

  private static DriftReport judge(StageStatus status, Odd odd) {
    List<HostReport> reports =
        new ArrayList<>(
            Arrays.asList(new Odd().report("one"), new Odd().report("two"), odd.report("odd")));
    return DriftJudgement.of(
        reports.stream().map(r -> new PhaseOutcome(r.host(), r, null, true)).toList(),
        status,
        List.of(),
        List.of());
  }

  private static StageStatus served(String release) {
    return new StageStatus(null, List.of(run(release, RunOutcome.SUCCEEDED)));
  }

  private static RunSummary run(String release, @Nullable RunOutcome outcome) {
    return run(release, outcome, null);
  }

  private static RunSummary run(
      String release, @Nullable RunOutcome outcome, @Nullable Colors colors) {
    Instant at = Instant.parse("2026-02-01T00:00:00Z");
    return new RunSummary(
            new RunKey(
                ApplicationName.of("shop"),
                StageName.of("production"),
                RunKind.DEPLOY,
                ReleaseId.of(release)),
            "id",
            new Initiator("ana", "laptop"),
            "v1",
            null,
            REVISION,
            ReleaseId.of(release),
            3,
            at,
            at,
            outcome,
            null)
        .with(colors);
  }

  private static String words(Difference d) {
    return "%s %s / %s".formatted(d.kind(), d.found(), d.expected());
  }
}
