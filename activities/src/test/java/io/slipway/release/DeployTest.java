package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.ReleaseInfo;
import io.slipway.contract.StepReport;
import io.slipway.domain.Delivery;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Steps;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way of a deploy on one host, in all shells. */
class DeployTest {
  static final String FIRST = "20261124090000";
  static final String SECOND = "20261124100000";
  static final String THIRD = "20261124110000";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void first_and_second_deploy_and_their_way_back(Shells shell) {
    try (Site site = new Site(folder, "it's a \"$(touch pwned)\" place", shell.open(folder))) {
      site.linkedFiles = List.of("config/app.env");
      site.steps = new Steps(null, null, Site.step("pwd -P >> $SLIPWAY_SHARED/restarts"));
      Site.write(site.root.resolve("shared/config/app.env"), "KEY=1");
      String one = site.commit("config/app.env", "of the repository");

      HostOrder first = site.deploy(FIRST, one);
      HostReport prepared = site.host.prepare(first);
      assertEquals(List.of("check", "checkout", "link"), names(prepared));
      assertEquals("", site.live(), "nothing is live yet");
      HostReport active = site.host.activate(first);
      assertEquals(List.of("symlink", "restart"), names(active));
      assertEquals(ReleaseId.of(FIRST), active.live());
      assertNull(active.previous());
      assertEquals(List.of("cleanup", "log"), names(site.host.finish(first)));

      assertEquals(site.root + "/releases/" + FIRST, site.live());
      assertEquals(one + "\n", site.release(FIRST, "REVISION"));
      assertTrue(site.release(FIRST, "REVISION_TIME").matches("\\d{10}\n"));
      assertEquals("KEY=1", site.release(FIRST, "config/app.env"));
      assertEquals(
          site.root + "/shared/log",
          Site.sh("readlink \"$0\"", site.root + "/releases/" + FIRST + "/log"));
      assertEquals(
          "Branch main (at %s) deployed as release %s by ana\n".formatted(one, FIRST),
          Site.read(site.root.resolve("revisions.log")));
      assertEquals("REVISION REVISION_TIME config log", Site.list(site.root.resolve("current")));

      String two = site.commit("other", "2");
      HostOrder second = site.deploy(SECOND, two);
      site.host.prepare(second);
      HostReport next = site.host.activate(second);
      assertEquals(ReleaseId.of(FIRST), next.previous());
      HostReport back = site.host.revert(second);
      assertEquals(List.of("symlink", "restart"), names(back));
      assertEquals(ReleaseId.of(FIRST), back.live());
      assertEquals(site.root + "/releases/" + FIRST, site.live());
      site.host.discard(second);
      assertEquals(FIRST, site.releases());
      assertEquals(
          List.of(FIRST, SECOND, FIRST),
          Site.read(site.root.resolve("shared/restarts"))
              .lines()
              .map(line -> line.substring(line.lastIndexOf('/') + 1))
              .toList());
      assertEquals(
          List.of(new ReleaseInfo(ReleaseId.of(FIRST), Revision.of(one), true)),
          site.host.inspect(site.asking("")).releases());
      assertFalse(Site.there(Path.of("pwned")) || Site.there(site.root.resolve("pwned")));
      assertEquals(
          ".slipway current releases repo revisions.log shared", Site.list(site.root), "no litter");
    }
  }

  @ParameterizedTest
  @EnumSource
  void everything_again_is_already_done(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      site.steps =
          new Steps(
              Site.step("echo built"), Site.step("echo migrated"), Site.step("echo restarted"));
      String one = site.commit("file", "1");
      HostOrder order = site.deploy(FIRST, one);
      for (int round = 0; round < 2; round++) {
        boolean again = round == 1;
        for (HostReport report :
            List.of(
                site.host.prepare(order),
                site.host.build(order),
                site.host.migrate(order),
                site.host.activate(order),
                site.host.finish(order))) {
          for (StepReport step : report.steps()) {
            boolean hadNothingToDo = step.step().equals("cleanup");
            assertEquals(again || hadNothingToDo, step.already(), step.toString());
          }
        }
      }
      assertEquals(
          "built\n", Objects.requireNonNull(site.host.build(order).steps().getFirst()).output());
      assertEquals(1, Site.read(site.root.resolve("revisions.log")).lines().count());
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_archive_is_pushed_where_hosts_cannot_fetch(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      site.delivery = Delivery.PUSH;
      site.subdirectory = "apps/shop";
      site.repository.commit("other", java.util.Map.of("elsewhere", "x"));
      String one = site.commit("apps/shop/bin/run", "echo");
      HostReport prepared = site.host.prepare(site.deploy(FIRST, one));
      assertEquals(List.of("check", "checkout", "link"), names(prepared));
      assertFalse(prepared.steps().get(1).already());
      assertEquals(
          "REVISION REVISION_TIME bin log", Site.list(site.root.resolve("releases/" + FIRST)));
      assertEquals("echo", site.release(FIRST, "bin/run"));
      assertFalse(Site.there(site.root.resolve("repo")));
      assertEquals("made manifest", Site.list(site.root.resolve(".slipway/" + FIRST)));
      assertTrue(site.host.prepare(site.deploy(FIRST, one)).steps().get(1).already());
    }
  }

  private static List<String> names(HostReport report) {
    return report.steps().stream().map(StepReport::step).toList();
  }
}
