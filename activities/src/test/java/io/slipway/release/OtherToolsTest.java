package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.ForeignRelease;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.domain.HealthCheck;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Steps;
import io.slipway.testbench.OtherTool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Hosts that Deployer, Mina and Ansistrano have laid out are taken over as they are. */
class OtherToolsTest {
  private static final String NEW = "20261124090000";

  @TempDir Path folder;

  /** All that is there, with what links say, but for what Slipway keeps for itself. */
  private static String everything(Site site) {
    return Site.sh(
        "cd \"$0\" && find . -path ./.slipway -prune -o -printf '%p %y %l %s\\n' | sort",
        site.root.toString());
  }

  private static void deploy(OtherTool tool, Site site) {
    Site.sh(tool.deploy(site.root.toString(), site.repository.path().toString()));
  }

  /** A second deploy has its own text in the same file. */
  private static String twice(OtherTool tool, Site site) {
    site.commit("file", "1");
    deploy(tool, site);
    String two = site.commit("file", "2");
    deploy(tool, site);
    return two;
  }

  @ParameterizedTest
  @EnumSource(OtherTool.class)
  void a_check_tells_what_is_live_and_changes_nothing(OtherTool tool) {
    try (Site site = new Site(folder)) {
      String two = twice(tool, site);
      String before = everything(site);

      HostReport report = site.host.check(site.asking(""));

      ForeignRelease live = report.foreignLive().orElseThrow();
      assertNull(report.live());
      assertEquals(tool.title(), live.tool());
      assertEquals(Path.of(site.live()).getFileName().toString(), live.name());
      assertEquals(Revision.of(two), live.revision());
      assertEquals(before, everything(site));
      assertFalse(Site.there(site.root.resolve(".slipway")));
    }
  }

  @ParameterizedTest
  @EnumSource(OtherTool.class)
  void a_failed_first_deploy_leaves_all_as_it_was(OtherTool tool) {
    try (Site site = new Site(folder)) {
      site.steps = new Steps(null, null, Site.step("cat file >>\"$SLIPWAY_DEPLOY_TO/../seen\""));
      twice(tool, site);
      String before = everything(site);
      String link = site.live();
      HostOrder order = site.deploy(NEW, site.commit("file", "3"));

      site.host.prepare(order);
      HostReport switched = site.host.activate(order);
      assertNull(switched.previous());
      assertEquals(site.root + "/releases/" + NEW, site.live());
      HostReport back = site.host.revert(order);
      site.host.discard(order);

      assertEquals(link, site.live());
      assertEquals(tool.title(), back.foreignLive().orElseThrow().tool());
      assertEquals(
          before,
          everything(site)
              .lines()
              .filter(l -> tool == OtherTool.ANSISTRANO || !l.matches("\\./repo[ /].*"))
              .reduce((a, b) -> a + "\n" + b)
              .orElseThrow());
      assertEquals("32", Site.read(folder.resolve("seen")), "restarted with what is live again");
    }
  }

  @ParameterizedTest
  @EnumSource(OtherTool.class)
  void no_clean_up_touches_what_the_tool_has_made(OtherTool tool) {
    try (Site site = new Site(folder)) {
      twice(tool, site);
      List<String> theirs = List.of(site.releases().split(" "));
      site.keep = 1;
      String three = site.commit("file", "3");
      for (String id : List.of(NEW, "20261124100000", "20261124110000")) {
        site.deployed(id, three);
      }

      List<String> left = List.of(site.releases().split(" "));
      assertTrue(left.containsAll(theirs), left.toString());
      assertEquals(theirs.size() + 2, left.size(), "one, and the one to go back to");
      HostReport report = site.host.inspect(site.asking(""));
      assertEquals(theirs, report.foreign().stream().map(ForeignRelease::name).toList());
      assertTrue(report.foreignLive().isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(OtherTool.class)
  void the_tool_goes_on_after_slipway_and_slipway_after_it(OtherTool tool) {
    try (Site site = new Site(folder)) {
      twice(tool, site);
      // Mina counts on from the newest name: 20261124090060, which is no time.
      site.deployed("20261124090059", site.commit("file", "3"));
      site.commit("file", "4");

      deploy(tool, site);

      assertEquals("4", Site.read(site.root.resolve("current/file")));
      HostReport report = site.host.inspect(site.asking(""));
      assertEquals(tool.title(), report.foreignLive().orElseThrow().tool());
      assertEquals(List.of(ReleaseId.of("20261124090059")), ids(report));
      site.deployed("20261124100000", site.commit("file", "5"));
      assertEquals(2, ids(site.host.inspect(site.asking(""))).size());
    }
  }

  /** Counted on from ours, its names are times, too. */
  @Test
  void what_mina_makes_after_slipway_stays_and_is_no_stray() {
    try (Site site = new Site(folder)) {
      site.keep = 1;
      site.deployed("20260721090000", site.commit("file", "1"));
      twice(OtherTool.MINA, site);
      List<String> theirs = List.of("20260721090001", "20260721090002");
      assertTrue(List.of(site.releases().split(" ")).containsAll(theirs), site.releases());
      assertEquals(
          "20260721090002 of Mina", site.host.check(site.asking("")).serving().orElseThrow());
      assertEquals(List.of(), strays(site));

      String three = site.commit("file", "3");
      site.deployed("20260721100000", three);
      site.deployed("20260721110000", three);

      assertEquals("20260721090001 20260721090002 20260721100000 20260721110000", site.releases());
      assertEquals(List.of(), strays(site));
      HostReport report = site.host.inspect(site.asking(""));
      assertEquals(theirs, report.foreign().stream().map(ForeignRelease::name).toList());
      assertEquals(2, ids(report).size(), "no rollback leads to the others");
    }
  }

  private static List<String> strays(Site site) {
    return Objects.requireNonNull(site.host.observe(site.asking("")).facts()).strays();
  }

  /**
   * {@code set :version_scheme, :datetime}: a host without a log of ours has all counted as ours.
   */
  @Test
  void what_mina_has_named_by_the_time_stays_and_is_put_back() {
    try (Site site = new Site(folder)) {
      site.keep = 1;
      twice(OtherTool.MINA, site);
      Site.sh(
          "cd \"$0\" && mv releases/1 releases/20260719090000 && mv releases/2"
              + " releases/20260720090000 && ln -nfs releases/20260720090000 current",
          site.root.toString());
      String three = site.commit("file", "3");
      HostOrder failing = site.deploy("20260721090000", three);
      site.host.prepare(failing);
      site.host.activate(failing);
      assertEquals("20260720090000 of Mina", site.host.revert(failing).serving().orElseThrow());
      assertEquals("releases/20260720090000", site.live());
      site.host.discard(failing);

      site.deployed("20260721100000", three);

      assertEquals("20260719090000 20260720090000 20260721100000", site.releases());
    }
  }

  @Test
  void a_repository_may_hold_the_file_that_mina_leaves() {
    try (Site site = new Site(folder)) {
      site.keep = 1;
      String revision = site.commit(".mina_git_revision", "x");
      for (String id : List.of("20260721090000", "20260721100000", "20260721110000")) {
        assertEquals(ReleaseId.of(id), site.deployed(id, revision).live());
      }
      assertEquals("20260721100000 20260721110000", site.releases());
    }
  }

  private static List<ReleaseId> ids(HostReport report) {
    return report.releases().stream().map(r -> r.id()).toList();
  }

  @ParameterizedTest
  @CsvSource({".dep/deploy.lock, Deployer, dep deploy:unlock", "deploy.lock, Mina, force_unlock"})
  void a_lock_of_another_tool_is_told_before_anything_is_touched(
      String lock, String tool, String remedy) {
    try (Site site = new Site(folder)) {
      deploy(OtherTool.valueOf(tool.toUpperCase(Locale.ROOT)), committed(site));
      Site.write(site.root.resolve(lock), "ana\n");
      Site.sh("touch -d 2026-11-24T10:11:12Z \"$0\"", site.root.resolve(lock).toString());
      HostOrder order = site.deploy(NEW, site.commit("file", "2"));
      String before = everything(site);

      for (HostFailure told :
          List.of(
              Site.failing(() -> site.host.check(site.asking(""))),
              Site.failing(() -> site.host.prepare(order)))) {
        assertEquals(FailureType.PRECONDITION_FAILED, told.type());
        assertEquals(
            "%s/%s says that %s is deploying there (by ana, since 2026-11-24T10:11:12Z)"
                .formatted(site.root, lock, tool),
            told.reason());
        assertTrue(told.remedy().contains(remedy), told.remedy());
      }
      assertEquals(before, everything(site));
      assertFalse(Site.there(site.root.resolve(".slipway")));
    }
  }

  @Test
  void a_lock_that_comes_later_is_heeded_by_a_switch_but_stops_no_way_back() {
    try (Site site = new Site(folder)) {
      deploy(OtherTool.DEPLOYER, committed(site));
      Path lock = site.root.resolve(".dep/deploy.lock");
      HostOrder order = site.deploy(NEW, site.commit("file", "2"));
      site.host.prepare(order);
      Site.write(lock, "");
      HostFailure told = Site.failing(() -> site.host.activate(order));
      assertTrue(told.reason().contains("Deployer is deploying there"), told.message());
      assertEquals("releases/1", site.live());
      Site.sh("rm \"$0\"", lock.toString());
      site.host.activate(order);

      Site.write(lock, "");

      assertTrue(
          site.host.activate(order).steps().getFirst().already(), "it was switched before that");
      site.host.revert(order);
      assertEquals("releases/1", site.live());
    }
  }

  private static Site committed(Site site) {
    site.commit("file", "1");
    return site;
  }

  /** It is Ansistrano's to find again; the mirror has another place. */
  @Test
  void a_checkout_in_the_place_of_the_mirror_stays() {
    try (Site site = new Site(folder)) {
      String two = twice(OtherTool.ANSISTRANO, site);
      String head = Site.sh("git -C \"$0/repo\" rev-parse HEAD", site.root.toString());
      site.deployed(NEW, site.commit("file", "3"));
      site.deployed("20261124100000", two);

      assertEquals(head, Site.sh("git -C \"$0/repo\" rev-parse HEAD", site.root.toString()));
      assertEquals("2", site.release("20261124100000", "file"));
      assertTrue(Site.there(site.root.resolve(".slipway/repo/HEAD")));
    }
  }

  @Test
  void numbers_are_told_by_age_and_no_more_than_twenty() {
    try (Site site = new Site(folder)) {
      committed(site);
      for (int i = 0; i < 23; i++) {
        deploy(OtherTool.MINA, site);
      }
      Site.sh("mkdir \"$0/releases/notes\"", site.root.toString());
      site.deployed(NEW, site.commit("file", "2"));
      List<String> names =
          site.host.inspect(site.asking("")).foreign().stream().map(ForeignRelease::name).toList();
      assertEquals(20, names.size());
      assertEquals("4", names.getFirst());
      assertEquals("23", names.getLast());
    }
  }

  /** The run that looks is about another release, which is not live yet. */
  @Test
  void a_look_asks_what_is_live_for_its_health_whoever_has_made_it() {
    try (Site site = new Site(folder)) {
      site.health = new HealthCheck.Command("grep -x 1 file", Duration.ofSeconds(5));
      deploy(OtherTool.DEPLOYER, committed(site));
      String two = site.commit("file", "2");
      assertEquals("serves", lookedFor(site, NEW, two));
      site.health = null;
      site.deployed("20261124100000", two);
      site.health = new HealthCheck.Command("grep -x 2 file", Duration.ofSeconds(5));
      assertEquals("serves", lookedFor(site, "20261124110000", two));
      site.health = new HealthCheck.Command("grep -x 3 file", Duration.ofSeconds(5));
      assertEquals(
          FailureType.VERIFY_FAILED,
          Site.failing(() -> lookedFor(site, "20261124110000", two)).type());
    }
  }

  private static String lookedFor(Site site, String run, String revision) {
    return site.host.serves(site.deploy(run, revision)).steps().getLast().step();
  }

  /** Deployer lets people choose names; only what is live is known for its own then. */
  @Test
  void names_that_people_have_chosen_are_told_when_they_are_live() {
    try (Site site = new Site(folder)) {
      deploy(OtherTool.DEPLOYER, committed(site));
      Site.sh(
          "cd \"$0\" && mv releases/1 releases/v1.2 && ln -nfs releases/v1.2 current",
          site.root.toString());
      ForeignRelease live = site.host.inspect(site.asking("")).foreign().getFirst();
      assertEquals("v1.2 of Deployer", live.words());
      assertTrue(live.live());
    }
  }

  @Test
  void what_lies_elsewhere_is_told_by_its_link_and_a_link_to_nothing_serves_nothing() {
    try (Site site = new Site(folder)) {
      // Deployer may have been here, but never there.
      Site.sh("mkdir -p \"$0/.dep\" && ln -s /usr \"$0/current\"", site.root.toString());
      assertEquals("/usr", site.host.check(site.asking("")).serving().orElseThrow());
      Site.sh("ln -nfs releases/7 \"$0/current\"", site.root.toString());
      assertTrue(site.host.check(site.asking("")).serving().isEmpty());
    }
  }
}
