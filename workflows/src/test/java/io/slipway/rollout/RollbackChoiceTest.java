package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.ForeignRelease;
import io.slipway.contract.HostReport;
import io.slipway.contract.ReleaseInfo;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class RollbackChoiceTest {
  private static final String JAN = "20260101000000";
  private static final String FEB = "20260201000000";
  private static final String MAR = "20260301000000";
  private static final Revision REVISION = Revision.of("a".repeat(40));

  @Test
  @Tag("capistrano-ask-2")
  void goes_to_the_newest_release_that_was_live_before() {
    assertEquals(
        new RollbackChoice.Chosen(ReleaseId.of(FEB), REVISION),
        RollbackChoice.of(List.of(host("a", MAR, JAN, FEB, MAR), host("b", MAR, FEB, MAR)), null));
  }

  @Test
  void passes_over_what_was_never_live_and_what_is_newer() {
    HostReport host =
        report("a", FEB, published(JAN), new ReleaseInfo(ReleaseId.of(FEB), null, true), left(MAR));
    HostReport odd = report("a", MAR, published(JAN), left(FEB), published(MAR));

    assertEquals(chosen(JAN), RollbackChoice.of(List.of(host), null));
    assertEquals(chosen(JAN), RollbackChoice.of(List.of(odd), null));
  }

  @Test
  void goes_where_it_is_told_also_forward() {
    assertEquals(
        chosen(MAR), RollbackChoice.of(List.of(host("a", JAN, JAN, MAR)), ReleaseId.of(MAR)));
  }

  @Test
  @Tag("capistrano-ask-2")
  void refuses_what_a_host_lacks_and_names_it() {
    refuses(
        "Release 20260201000000 is not on b, c.",
        FEB,
        host("a", MAR, FEB, MAR),
        host("b", MAR, MAR),
        host("c", MAR, MAR));
    refuses(
        "Release 20260201000000 is not on b.", null, host("a", MAR, FEB, MAR), host("b", MAR, MAR));
  }

  @Test
  void refuses_when_there_is_nothing_to_go_back_to() {
    refuses("No host serves a release.", null, host("a", null, JAN));
    refuses("No release that was live before 20260101000000", null, host("a", JAN, JAN));
  }

  @Test
  void says_what_to_do_about_releases_of_another_tool() {
    ForeignRelease old = new ForeignRelease("11", "Deployer", null, false);
    ForeignRelease last = new ForeignRelease("12", "Deployer", REVISION, false);
    refuses(
        "No release that was live before 20260101000000 is left on the hosts. Release 12 of Deployer is there, to which no rollback leads; deploy what is in it again: --revision %s."
            .formatted(REVISION),
        null,
        host("a", JAN, JAN).beside(List.of(old, last)));
    refuses(
        "Hosts serve what another tool has made: 12 of Deployer on a, none on b.",
        null,
        host("a", null).beside(List.of(new ForeignRelease("12", "Deployer", null, true))),
        host("b", null));
  }

  @Test
  void refuses_to_guess_when_hosts_serve_different_releases() {
    refuses(
        "Hosts serve different releases: 20260301000000 on a, c, 20260201000000 on b.",
        null,
        host("a", MAR, FEB, MAR),
        host("b", FEB, FEB, MAR),
        host("c", MAR, FEB, MAR));
  }

  private static void refuses(String reason, @Nullable String wanted, HostReport... reports) {
    RollbackChoice choice =
        RollbackChoice.of(Arrays.asList(reports), wanted == null ? null : ReleaseId.of(wanted));
    switch (choice) {
      case RollbackChoice.Refused refused ->
          assertTrue(refused.reason().startsWith(reason), refused.reason());
      case RollbackChoice.Chosen chosen -> throw new AssertionError("chose " + chosen);
    }
  }

  private static RollbackChoice chosen(String release) {
    return new RollbackChoice.Chosen(ReleaseId.of(release), REVISION);
  }

  private static HostReport host(String name, @Nullable String live, String... releases) {
    return report(
        name,
        live,
        Arrays.stream(releases).map(RollbackChoiceTest::published).toArray(ReleaseInfo[]::new));
  }

  private static HostReport report(String name, @Nullable String live, ReleaseInfo... releases) {
    return new HostReport(
        HostName.of(name),
        List.of(),
        live == null ? null : ReleaseId.of(live),
        null,
        Arrays.asList(releases),
        List.of());
  }

  private static ReleaseInfo published(String id) {
    return new ReleaseInfo(ReleaseId.of(id), REVISION, true);
  }

  private static ReleaseInfo left(String id) {
    return new ReleaseInfo(ReleaseId.of(id), REVISION, false);
  }
}
