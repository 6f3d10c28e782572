package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.ReleaseInfo;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host that Capistrano has laid out is taken over as it is, with what it has left lying about.
 */
class TakeoverTest {
  private static final String OLD = "20250101000000";
  private static final String FAILED = "20250201000000";
  private static final String LIVE = "20250301000000";
  private static final String NEW = "20261124090000";

  @TempDir Path folder;

  /** With a mirror of its own, a password in its origin, a failed release, and a stale link. */
  private static String capistrano(Site site, String link) {
    String one = site.commit("file", "1");
    String root = site.root.toString();
    for (String id : List.of(OLD, FAILED, LIVE)) {
      Site.write(site.root.resolve("releases/" + id + "/REVISION"), one + "\n");
    }
    Site.write(site.root.resolve("releases/README"), "somebody's");
    Site.write(
        site.root.resolve("revisions.log"),
        "Branch main (at %1$s) deployed as release %2$s by bob\nBranch main (at %1$s) deployed as release %3$s by bob"
            .formatted(one, OLD, LIVE));
    Site.sh(
        "cd \"$0\" && git clone -q --mirror \"$1\" repo && git -C repo config remote.origin.url"
            + " https://bob:secret@git.example.com/x.git && ln -s \"$2\" current",
        root,
        site.repository.path().toString(),
        link);
    return site.commit("file", "2");
  }

  @Test
  @Tag("capistrano-ask-8")
  void a_deploy_reuses_what_is_there() {
    try (Site site = new Site(folder)) {
      String two = capistrano(site, site.root + "/releases/" + LIVE);
      HostReport before = site.host.inspect(site.asking(""));
      assertEquals(ReleaseId.of(LIVE), before.live());
      assertEquals(
          List.of(true, false, true),
          before.releases().stream().map(ReleaseInfo::published).toList());
      site.keep = 2;
      site.deployed(NEW, two);
      assertEquals(
          site.repository.path().toString(),
          Site.sh("git -C \"$0/repo\" config remote.origin.url", site.root.toString()),
          "a password in it does not stay");
      assertEquals(LIVE + " " + NEW + " README", site.releases());
      assertEquals(
          3, Site.read(site.root.resolve("revisions.log")).lines().count(), "on a line of its own");
    }
  }

  @Test
  void current_may_be_a_relative_link_and_goes_back_to_being_one() {
    try (Site site = new Site(folder)) {
      String two = capistrano(site, "releases/" + LIVE);
      assertEquals(ReleaseId.of(LIVE), site.host.inspect(site.asking("")).live());
      HostOrder order = site.deploy(NEW, two);
      site.host.prepare(order);
      assertEquals(ReleaseId.of(LIVE), site.host.activate(order).previous());
      assertEquals(ReleaseId.of(LIVE), site.host.revert(order).live());
      assertEquals("releases/" + LIVE, site.live());
    }
  }

  @Test
  void a_log_in_other_words_does_not_cost_releases() {
    try (Site site = new Site(folder)) {
      String two = capistrano(site, site.root + "/releases/" + LIVE);
      Site.write(site.root.resolve("revisions.log"), "Zweig main ausgerollt von bob\n");
      site.deployed(NEW, two);
      site.deployed("20261124100000", two);
      assertEquals(
          String.join(" ", OLD, FAILED, LIVE, NEW, "20261124100000", "README"), site.releases());
    }
  }

  /** Trap 1: a left-over link in releases/ must not make the switch publish something else. */
  @Test
  @Tag("capistrano-trap-1")
  void a_stale_releases_current_is_swept_and_misleads_nobody() {
    try (Site site = new Site(folder)) {
      String two = capistrano(site, site.root + "/releases/" + LIVE);
      Site.sh("ln -s \"$0/releases/$1\" \"$0/releases/current\"", site.root.toString(), FAILED);
      assertEquals(3, site.host.inspect(site.asking("")).releases().size());
      site.deployed(NEW, two);
      assertEquals(site.root + "/releases/" + NEW, site.live());
      assertFalse(Site.there(site.root.resolve("releases/current")));
      assertFalse(Site.there(site.root.resolve("releases/" + FAILED + "/" + NEW)));
    }
  }

  /** Trap 3: what is written as REVISION is what was unpacked, and the order's own commit. */
  @Test
  @Tag("capistrano-trap-3")
  @Tag("capistrano-ask-11")
  void revision_names_what_the_host_got() {
    try (Site site = new Site(folder)) {
      String two = capistrano(site, site.root + "/releases/" + LIVE);
      String three = site.commit("file", "3");
      site.deployed(NEW, two);
      assertEquals("2", site.release(NEW, "file"));
      assertEquals(two + "\n", site.release(NEW, "REVISION"));
      assertEquals(
          Revision.of(two),
          site.host.inspect(site.asking("")).releases().getLast().revision(),
          "not the branch's newest, " + three);
    }
  }

  @Test
  void what_the_repository_has_in_a_linked_place_gives_way_but_its_own_links_stay() {
    try (Site site = new Site(folder)) {
      site.linkedDirs = List.of("log", "own");
      site.repository.git("config", "core.symlinks", "true");
      Site.sh("cd \"$0\" && ln -s /tmp own", site.repository.git("rev-parse", "--show-toplevel"));
      String one = site.repository.commit("dirs", java.util.Map.of("log/.keep", ""));
      HostReport report = site.host.prepare(site.deploy(NEW, one));
      assertEquals("", Site.list(site.root.resolve("releases/" + NEW + "/log")));
      assertEquals("/tmp", Site.sh("readlink \"$0\"", site.root + "/releases/" + NEW + "/own"));
      assertTrue(report.warnings().getFirst().contains("link at own"), report.toString());
    }
  }
}
