package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.HostReport;
import io.slipway.contract.Initiator;
import io.slipway.contract.ReleaseInfo;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.contract.StageStatus;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.StageName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PromotableTest {
  private static final StageName STAGING = StageName.of("staging");
  private static final Revision GOOD = Revision.of("a".repeat(40));
  private static final Revision OTHER = Revision.of("b".repeat(40));
  private static final ReleaseId FIRST = ReleaseId.of("20261101000000");

  @Test
  void the_newest_run_that_succeeded_with_what_all_hosts_serve_has_passed_it() {
    RunSummary older = run("20261101000000", GOOD, RunOutcome.SUCCEEDED);
    RunSummary newer = run("20261102000000", GOOD, RunOutcome.SUCCEEDED);
    RunSummary reverted = run("20261103000000", OTHER, RunOutcome.REVERTED);

    Promotable judged =
        judge(List.of(reverted, newer, older), serving("web1", GOOD), serving("web2", GOOD));

    assertEquals(new Promotable.Passed(GOOD, newer), judged);
  }

  @Test
  void hosts_that_were_left_out_and_have_caught_up_have_passed_it_as_well() {
    RunSummary partly = run("20261101000000", GOOD, RunOutcome.SUCCEEDED_WITH_EXCEPTIONS);
    RunSummary rest = run("20261102000000", GOOD, RunOutcome.SUCCEEDED);

    assertInstanceOf(Promotable.Passed.class, judge(List.of(rest, partly), serving("web1", GOOD)));
    refuses("no run that succeeded", List.of(partly), serving("web1", GOOD));
  }

  @Test
  void hosts_that_differ_have_passed_nothing() {
    List<RunSummary> runs = List.of(run("20261101000000", GOOD, RunOutcome.SUCCEEDED));

    refuses(
        "staging serves more than one commit: %s on web1, web3, %s on web2.".formatted(GOOD, OTHER),
        runs,
        serving("web1", GOOD),
        serving("web2", OTHER),
        serving("web3", GOOD));
    refuses("nothing on web2", runs, serving("web1", GOOD), bare("web2", null));
  }

  @Test
  void a_release_of_which_nobody_knows_the_commit_has_passed_nothing() {
    refuses(
        "It is not known which commit staging serves: release 20261101000000 on web1.",
        List.of(run("20261101000000", GOOD, RunOutcome.SUCCEEDED)),
        bare("web1", FIRST));
  }

  @Test
  void nothing_has_passed_on_a_stage_that_is_being_changed() {
    RunSummary going = run("20261104000000", GOOD, null);
    StageStatus status =
        new StageStatus(going, List.of(run("20261101000000", GOOD, RunOutcome.SUCCEEDED)));

    Promotable judged = Promotable.of(STAGING, status, List.of(serving("web1", GOOD)));

    assertTrue(reason(judged).contains("is being changed by deploy/shop/staging/20261104000000"));
  }

  private static void refuses(String why, List<RunSummary> runs, HostReport... hosts) {
    String reason = reason(judge(runs, hosts));
    assertTrue(reason.contains(why), reason);
  }

  private static String reason(Promotable judged) {
    return assertInstanceOf(Promotable.Refused.class, judged).reason();
  }

  private static Promotable judge(List<RunSummary> runs, HostReport... hosts) {
    return Promotable.of(STAGING, new StageStatus(null, runs), List.of(hosts));
  }

  private static HostReport serving(String host, Revision revision) {
    return report(host, FIRST, List.of(new ReleaseInfo(FIRST, revision, true)));
  }

  private static HostReport bare(String host, @Nullable ReleaseId live) {
    return report(
        host, live, live == null ? List.of() : List.of(new ReleaseInfo(live, null, true)));
  }

  private static HostReport report(
      String host, @Nullable ReleaseId live, List<ReleaseInfo> releases) {
    return new HostReport(HostName.of(host), List.of(), live, null, releases, List.of());
  }

  private static RunSummary run(String id, Revision revision, @Nullable RunOutcome outcome) {
    RunKey key = new RunKey(ApplicationName.of("shop"), STAGING, RunKind.DEPLOY, ReleaseId.of(id));
    return new RunSummary(
        key,
        "deploy/shop/staging/" + id,
        new Initiator("ana", "laptop"),
        "main",
        null,
        revision,
        key.id(),
        2,
        Instant.EPOCH,
        null,
        outcome,
        null);
  }
}
