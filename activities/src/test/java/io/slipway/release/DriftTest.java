package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.CurrentIs;
import io.slipway.contract.HostFacts;
import io.slipway.contract.HostReport;
import io.slipway.domain.Delivery;
import io.slipway.domain.HealthCheck;
import io.slipway.domain.Steps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a look for drift sees of a host, and that it leaves no trace. */
class DriftTest {
  private static final String ONE = "20261124010000";
  private static final String TWO = "20261124020000";

  @TempDir Path folder;

  private static HostFacts facts(Site site) {
    return Objects.requireNonNull(site.host.observe(site.asking("")).facts());
  }

  private static void deployed(Site site) {
    site.linkedFiles = List.of("config/app.yml");
    Site.write(site.root.resolve("shared/config/app.yml"), "secret");
    site.deployed(
        ONE,
        site.repository.commit(
            "one", Map.of("file", "1", "a b/c'd", "2", "config/app.yml", "git's", "bin/x", "3")));
  }

  private static String everything(Site site) {
    return Site.sh(
        "cd \"$0\" && find . -printf '%p %T@ %C@ %s %l\\n' | sort", site.root.toString());
  }

  @ParameterizedTest
  @EnumSource(Shells.class)
  void a_sound_host_has_nothing_to_tell_and_is_not_changed(Shells shell) {
    try (Site site = new Site(folder, "deploy to", shell.open(folder))) {
      deployed(site);
      String before = everything(site);

      HostReport report = site.host.observe(site.asking(""));

      HostFacts facts = Objects.requireNonNull(report.facts());
      assertEquals(ONE, String.valueOf(report.live()));
      assertEquals(1, report.releases().size());
      assertEquals(CurrentIs.LINK, facts.current());
      assertEquals(site.root + "/releases/" + ONE, facts.link());
      assertEquals(List.of(), facts.strays());
      assertEquals(List.of(), facts.halfMade());
      assertEquals(List.of(), facts.running());
      assertEquals(0, facts.changes());
      assertEquals("config/app.yml", facts.linkedFiles().getFirst().path());
      assertEquals(64, String.valueOf(facts.linkedFiles().getFirst().sum()).length());
      assertTrue(Objects.requireNonNull(facts.freeMegabytes()) > facts.leastMegabytes());
      assertNull(facts.health());
      assertEquals(before, everything(site));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Shells.class,
      names = {"BUSYBOX", "BARE"})
  void changes_in_the_live_release_are_seen_but_not_what_steps_make(Shells shell) {
    try (Site site = new Site(folder, "deploy to", shell.open(folder))) {
      site.steps =
          new Steps(Site.step("echo built >> bin/x; echo more > new; rm plain"), null, null);
      site.linkedFiles = List.of("config/app.yml");
      Site.write(site.root.resolve("shared/config/app.yml"), "secret");
      String revision =
          site.repository.commit(
              "one", Map.of("file", "1", "a b/c'd", "2", "bin/x", "3", "plain", "4"));
      var order = site.deploy(ONE, revision);
      site.host.prepare(order);
      site.host.build(order);
      site.host.activate(order);
      site.host.finish(order);
      assertEquals(0, facts(site).changes());

      Site.sh(
          "cd \"$0/current/\" && echo 9 > file && rm \"a b/c'd\" && ln -sfn file log && rm"
              + " config/app.yml",
          site.root.toString());

      HostFacts facts = facts(site);
      assertEquals(4, facts.changes());
      assertEquals(
          List.of("a b/c'd (missing)", "config/app.yml (missing)", "file", "log"),
          facts.changed().stream().sorted().toList());
    }
  }

  @Test
  void more_changes_than_anybody_reads_are_counted() {
    try (Site site = new Site(folder)) {
      Map<String, String> files = new java.util.HashMap<>();
      for (int i = 0; i < 30; i++) {
        files.put("file" + i, "x");
      }
      site.delivery = Delivery.PUSH;
      site.deployed(ONE, site.repository.commit("many", files));
      Site.sh("rm \"$0\"/current/file*", site.root.toString());

      HostFacts facts = facts(site);

      assertEquals(30, facts.changes());
      assertEquals(Sightings.MOST_CHANGES, facts.changed().size());
    }
  }

  @Test
  void nothing_is_said_of_files_that_nobody_knows() {
    try (Site site = new Site(folder)) {
      Site.write(site.root.resolve("releases/" + ONE + "/REVISION"), "a".repeat(40) + "\n");
      Site.sh("ln -s releases/\"$1\" \"$0/current\"", site.root.toString(), ONE);

      HostFacts facts = facts(site);

      assertNull(facts.changes());
      assertEquals(List.of(), facts.strays());
    }
  }

  @Test
  void an_empty_host_is_looked_at_and_stays_empty() {
    try (Site site = new Site(folder)) {
      assertEquals(CurrentIs.NONE, facts(site).current());
      assertTrue(!Site.there(site.root));
    }
  }

  @Test
  void current_may_point_to_nothing_or_be_no_link() {
    try (Site site = new Site(folder)) {
      deployed(site);
      Site.sh("mv \"$0/releases/$1\" \"$0/away\"", site.root.toString(), ONE);
      assertEquals(CurrentIs.DANGLING, facts(site).current());
      Site.sh("rm \"$0/current\"; mkdir \"$0/current\"", site.root.toString());
      assertEquals(CurrentIs.OTHER, facts(site).current());
      assertEquals("", facts(site).link());
    }
  }

  @Test
  void what_runs_left_is_told_apart() {
    try (Site site = new Site(folder)) {
      deployed(site);
      Site.sh(
          """
          cd "$0"
          ln -s x releases/current; ln -s x .slipway-current.1.2; mkdir .slipway/trash-1
          mkdir -p .slipway/$1/tree releases/$1; touch .slipway/$1/abc.tar.gz
          """,
          site.root.toString(),
          TWO);

      HostFacts facts = facts(site);

      assertEquals(
          List.of(
              "releases/current", ".slipway-current.1.2", ".slipway/trash-1", "releases/" + TWO),
          facts.strays());
      assertEquals(
          List.of(".slipway/" + TWO + "/tree", ".slipway/" + TWO + "/abc.tar.gz"),
          facts.halfMade());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Shells.class,
      names = {"BUSYBOX", "BARE"})
  void steps_and_scripts_that_go_on_are_seen(Shells shell) throws Exception {
    try (Site site = new Site(folder, "deploy to", shell.open(folder))) {
      deployed(site);
      site.steps = new Steps(Site.step("touch begun; exec sleep 60"), null, null);
      var order = site.deploy(TWO, site.commit("file", "2"));
      site.host.prepare(order);
      Thread build = Thread.ofPlatform().start(() -> failing(() -> site.host.build(order)));
      io.slipway.testbench.Eventually.within(
          Site.SOON,
          "the build",
          () -> Site.there(site.root.resolve("releases/" + TWO + "/begun")));

      assertEquals(List.of(TWO + "/build"), facts(site).running());

      Site.sh("kill -KILL -$(cat \"$0/.slipway/$1/build/group\")", site.root.toString(), TWO);
      build.join();
      assertEquals(List.of(), facts(site).running());
    }
  }

  private static void failing(Runnable work) {
    assertNotNull(Site.failing(work));
  }

  @Test
  void a_held_lock_is_seen_and_not_waited_for() {
    try (Site site = new Site(folder)) {
      deployed(site);
      Site.sh(
          "flock \"$0/.slipway/lock\" sleep 60 >/dev/null 2>&1 & echo $! > \"$0/holder\"",
          site.root.toString());
      io.slipway.testbench.Eventually.within(
          Site.SOON, "the lock", () -> facts(site).running().equals(List.of("lock")));
      Site.sh("pkill -P $(cat \"$0/holder\")", site.root.toString());
      io.slipway.testbench.Eventually.within(
          Site.SOON, "its end", () -> facts(site).running().isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Shells.class,
      names = {"BUSYBOX", "BARE"})
  void the_users_check_is_run_in_the_live_release(Shells shell) {
    try (Site site = new Site(folder, "deploy to", shell.open(folder))) {
      deployed(site);
      site.health =
          new HealthCheck.Command(
              "test \"$(cat file)\" = 1 && test \"$SLIPWAY_REVISION\" = \"$(cat REVISION)\"",
              Duration.ofSeconds(5));
      assertNull(facts(site).health());
      Site.sh("echo 2 > \"$0/current/file\"", site.root.toString());
      assertTrue(String.valueOf(facts(site).health()).endsWith("ended with status 1"));
    }
  }

  @Test
  void a_release_keeps_its_manifest_as_long_as_it_is_there() {
    try (Site site = new Site(folder)) {
      site.keep = 1;
      deployed(site);
      for (int i = 3; i < 7; i++) {
        var back = site.rollback("2026112402000" + i, ONE);
        site.host.finish(back);
      }
      assertEquals(0, facts(site).changes());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Shells.class,
      names = {"BUSYBOX", "BARE"})
  void a_run_that_comes_to_clean_removes_what_is_told_and_nothing_else(Shells shell)
      throws Exception {
    try (Site site = new Site(folder, "deploy to", shell.open(folder))) {
      deployed(site);
      site.steps = new Steps(Site.step("touch begun; exec sleep 60"), null, null);
      var lost = site.deploy(TWO, site.commit("file", "2"));
      site.host.prepare(lost);
      Thread build = Thread.ofPlatform().start(() -> failing(() -> site.host.build(lost)));
      io.slipway.testbench.Eventually.within(
          Site.SOON, "the build", () -> !facts(site).running().isEmpty());
      Site.sh(
          "cd \"$0\"; ln -s x releases/current; ln -s x .slipway-current.1.2; mkdir"
              + " .slipway/$1/tree",
          site.root.toString(),
          TWO);

      site.host.finish(site.rollback("20261124030000", ONE));
      build.join();

      HostFacts facts = facts(site);
      assertEquals(List.of(), facts.running());
      assertEquals(List.of(), facts.strays());
      assertEquals(List.of(), facts.halfMade());
      assertEquals(ONE, site.releases());
      assertEquals(site.root + "/releases/" + ONE, site.live());
      assertEquals(1, Site.read(site.root.resolve("revisions.log")).lines().count());
    }
  }
}
