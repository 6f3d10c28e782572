package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.ReleaseInfo;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Steps;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Back and forth between releases, and which of them stay. */
class RollbackAndCleanupTest {
  @TempDir Path folder;

  private static String id(int number) {
    return "202611240%d0000".formatted(number);
  }

  private static void deployed(Site site, int from, int to) {
    String revision = site.commit("file", "x");
    for (int i = from; i <= to; i++) {
      site.deployed(id(i), revision);
    }
  }

  @Test
  void each_rollback_has_a_journal_of_its_own() {
    try (Site site = new Site(folder)) {
      deployed(site, 1, 3);
      HostOrder first = site.rollback("20261124100000", id(1));
      assertEquals(ReleaseId.of(id(3)), site.host.activate(first).previous());
      site.host.finish(first);
      site.deployed("20261124110000", site.commit("file", "y"));
      HostOrder again = site.rollback("20261124120000", id(1));
      assertEquals(ReleaseId.of("20261124110000"), site.host.activate(again).previous());
      assertEquals(ReleaseId.of("20261124110000"), site.host.revert(again).live());
      site.host.discard(again);
      assertTrue(site.releases().contains(id(1)), "a rollback's release was there before it");
      assertTrue(
          Site.read(site.root.resolve("revisions.log"))
              .contains("ana rolled back to release " + id(1) + "\n"));
    }
  }

  @Test
  void two_rollbacks_to_the_same_release_are_logged_once_each() {
    try (Site site = new Site(folder)) {
      deployed(site, 1, 2);
      for (String run : List.of("20261124100000", "20261124110000")) {
        HostOrder order = site.rollback(run, id(1));
        site.host.activate(order);
        site.host.finish(order);
        site.host.finish(order);
      }
      assertEquals(4, Site.read(site.root.resolve("revisions.log")).lines().count());
    }
  }

  @Test
  void a_first_deploy_goes_back_to_no_current_and_says_what_it_cannot_undo() {
    try (Site site = new Site(folder)) {
      site.steps = new Steps(null, null, Site.step("true"));
      HostOrder order = site.deploy(id(1), site.commit("file", "x"));
      site.host.prepare(order);
      site.host.activate(order);
      HostReport back = site.host.revert(order);
      assertNull(back.live());
      assertFalse(Site.there(site.root.resolve("current")));
      assertTrue(back.warnings().getFirst().contains("nothing was live before"));
      assertTrue(site.host.revert(order).steps().getFirst().already());
      site.host.discard(order);
      assertEquals("", site.releases());
    }
  }

  @Test
  void reverting_what_never_happened_changes_nothing() {
    try (Site site = new Site(folder)) {
      assertTrue(site.host.revert(site.deploy(id(1), "a".repeat(40))).steps().getFirst().already());
      assertTrue(
          site.host.discard(site.deploy(id(1), "a".repeat(40))).steps().getFirst().already());
      assertFalse(Site.there(site.root));
      deployed(site, 1, 1);
      assertTrue(site.host.revert(site.deploy(id(2), "a".repeat(40))).steps().getFirst().already());
      assertEquals(site.root + "/releases/" + id(1), site.live());
    }
  }

  @Test
  void revert_does_not_undo_what_somebody_else_has_done_since() {
    try (Site site = new Site(folder)) {
      deployed(site, 1, 2);
      HostOrder order = site.deploy(id(3), site.commit("file", "z"));
      site.host.prepare(order);
      site.host.activate(order);
      Site.sh("ln -sfn \"$0/releases/$1\" \"$0/current\"", site.root.toString(), id(1));
      HostFailure told = Site.failing(() -> site.host.revert(order));
      assertEquals(FailureType.PRECONDITION_FAILED, told.type());
      assertTrue(told.reason().contains("somebody has switched current"), told.message());
    }
  }

  @Test
  @Tag("capistrano-ask-7")
  void a_release_that_is_live_is_not_discarded() {
    try (Site site = new Site(folder)) {
      deployed(site, 1, 1);
      HostFailure told = Site.failing(() -> site.host.discard(site.deploy(id(1), "a".repeat(40))));
      assertEquals(FailureType.PRECONDITION_FAILED, told.type());
      assertEquals(id(1), site.releases());
    }
  }

  /** Releases: p was live once, u never was, L is live; what is left after a finish of L. */
  @ParameterizedTest
  @CsvSource({
    "5, pppL, 1234",
    "2, pppL, 34",
    "1, pppL, 34",
    "3, uppuL, 235",
    "3, upuuL, 25",
    "2, ppLpp, 2345",
    "1, ppLuu, 2345",
    "2, L, 1",
    "2, uuuL, 4",
    "4, pupupL, 1356",
  })
  @Tag("capistrano-ask-7")
  void keeps(int keep, String before, String after) {
    try (Site site = new Site(folder)) {
      String revision = site.commit("file", "x");
      StringBuilder log =
          new StringBuilder("Branch x (at y) deployed as release 20010101000000 by z\n");
      int live = before.indexOf('L') + 1;
      for (int i = 1; i <= before.length(); i++) {
        Site.write(site.root.resolve("releases/" + id(i) + "/REVISION"), revision + "\n");
        if (before.charAt(i - 1) == 'p') {
          log.append("Branch x (at y) deployed as release %s by z\n".formatted(id(i)));
        }
      }
      // So that the log knows at least one that is there.
      Site.write(site.root.resolve("revisions.log"), log.toString());
      Site.write(site.root.resolve(".slipway/published"), "");
      Site.write(site.root.resolve("releases/notes"), "somebody's");
      Site.sh("ln -s \"$0/releases/$1\" \"$0/current\"", site.root.toString(), id(live));
      site.keep = keep;
      Site.write(site.root.resolve(".slipway/20261125000000/journal"), "previous none\nlink \n");
      site.host.finish(site.rollback("20261125000000", id(live)));
      assertEquals(
          String.join(
              " ",
              Stream.concat(after.chars().mapToObj(c -> id(c - '0')), Stream.of("notes")).toList()),
          site.releases());
    }
  }

  /** Whoever comes next, and whatever for, puts in order what a killed fetch has left. */
  @Test
  void locks_of_a_fetch_that_was_killed_go_whether_or_not_there_is_more_to_fetch() {
    try (Site site = new Site(folder)) {
      String one = site.commit("file", "1");
      site.deployed("20261124090000", one);
      for (Runnable next :
          new Runnable[] {
            () -> site.host.prepare(site.deploy("20261124100000", one)),
            () -> site.host.discard(site.deploy("20261124100000", one)),
          }) {
        Path somebodys = site.root.resolve("shared/yarn.lock");
        Path main = site.root.resolve("repo/packed-refs.lock");
        Path module = site.root.resolve(".slipway/modules/x/shallow.lock");
        Path mark = site.root.resolve(".slipway/fetching");
        List.of(somebodys, main, module, mark).forEach(file -> Site.write(file, ""));
        site.clock.addAndGet(10);

        next.run();

        assertTrue(Site.there(somebodys));
        for (Path file : List.of(main, module, mark)) {
          assertFalse(Site.there(file), file.toString());
        }
      }
    }
  }

  @Test
  void state_of_old_runs_goes_and_what_was_live_stays_known() {
    try (Site site = new Site(folder)) {
      site.keep = 2;
      deployed(site, 1, 6);
      assertEquals(
          List.of(id(4), id(5), id(6)),
          Stream.of(Site.list(site.root.resolve(".slipway")).split(" "))
              .filter(name -> name.matches("\\d+"))
              .toList());
      Site.sh("rm \"$0/revisions.log\"", site.root.toString());
      assertTrue(
          site.host.inspect(site.asking("")).releases().stream().allMatch(ReleaseInfo::published));
    }
  }
}
