package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.HostOrder;
import io.slipway.contract.StepReport;
import io.slipway.domain.Delivery;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A migration that waits for a change of certain files is skipped where there is none. */
class IfChangedTest {
  private static final String FIRST = "20261124090000";
  private static final String SECOND = "20261124100000";
  private static final String SAME = "nothing changed below db/migrate, config since release ";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"SH", "BUSYBOX"})
  void it_runs_where_anything_below_has_changed_and_only_there(Shells shell) {
    try (Site site = watching(shell)) {
      assertNull(deploy(site, FIRST, Map.of("db/migrate/1", "a")).skipped(), "nothing to go by");
      assertEquals(
          SAME + FIRST, deploy(site, SECOND, Map.of("app", "x", "db/seeds", "s")).skipped());
      assertNull(deploy(site, "20261124110000", Map.of("db/migrate/.2", "b")).skipped());
      assertNull(deploy(site, "20261124120000", Map.of("db/migrate/1", "aa")).skipped());
      assertNull(deploy(site, "20261124130000", Map.of("db/migrate/sub/3", "c")).skipped());
      assertNull(deploy(site, "20261124140000", Map.of("config", "now there")).skipped());
      assertEquals(SAME + "20261124140000", deploy(site, "20261124150000", Map.of()).skipped());
      assertEquals(5, runs());
    }
  }

  @Test
  void files_that_go_away_are_a_change_and_pushed_releases_compare_alike() {
    try (Site site = watching(Shells.SH)) {
      site.delivery = Delivery.PUSH;
      deploy(site, FIRST, Map.of("db/migrate/1", "a", "db/migrate/2", "b"));
      site.repository.remove("remove it", "db/migrate/2");
      assertNull(deploy(site, SECOND, Map.of()).skipped());
      assertEquals(SAME + SECOND, deploy(site, "20261124110000", Map.of("app", "x")).skipped());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SH", "BARE"})
  void links_are_compared_and_never_followed(Shells shell) {
    try (Site site = watching(shell)) {
      site.linkedDirs = List.of("config/env");
      deploy(site, FIRST, Map.of("db/migrate/1", "a", "config/x", "y"));
      Path live = site.root.resolve("releases").resolve(FIRST);
      Site.write(site.root.resolve("shared/config/env/secret"), "changes");
      Site.sh("ln -s /nowhere \"$0/db/migrate/link\"", live.toString());
      assertNull(deploy(site, SECOND, Map.of()).skipped(), "a link more");
      assertEquals(SAME + SECOND, deploy(site, "20261124110000", Map.of()).skipped());
    }
  }

  @Test
  void a_live_release_of_somebody_elses_counts() {
    try (Site site = watching(Shells.SH)) {
      Path theirs = folder.resolve("their app");
      Site.write(theirs.resolve("db/migrate/1"), "a");
      Site.write(site.root.resolve("shared/x"), "");
      Site.sh("ln -s \"$1\" \"$0/current\"", site.root.toString(), theirs.toString());
      assertEquals(SAME + "their app", deploy(site, FIRST, Map.of("db/migrate/1", "a")).skipped());
    }
  }

  @Test
  void what_has_begun_is_neither_skipped_nor_repeated_and_what_was_skipped_is_not_undone() {
    try (Site site = watching(Shells.SH)) {
      deploy(site, FIRST, Map.of("db/migrate/1", "a"));
      HostOrder order = prepared(site, SECOND, Map.of("db/migrate/1", "b"));
      assertNull(site.host.migrate(order).steps().getFirst().skipped());
      // As if by a reset: its own release is live already, and has nothing new compared to itself.
      site.host.activate(order);
      StepReport again = site.host.migrate(order).steps().getFirst();
      assertNull(again.skipped());
      assertTrue(again.already());
      assertEquals(2, runs());
      assertFalse(site.host.unmigrate(order).steps().getFirst().already());

      HostOrder skipping = prepared(site, "20261124110000", Map.of("app", "x"));
      assertEquals(SAME + SECOND, site.host.migrate(skipping).steps().getFirst().skipped());
      assertTrue(site.host.unmigrate(skipping).steps().getFirst().already());
      assertEquals(3, runs(), "the undo of the second one is the third line");
    }
  }

  private Site watching(Shells shell) {
    Site site = new Site(folder, "root", shell.open(folder));
    String run = "echo x >> '%s'".formatted(folder.resolve("ran"));
    site.steps =
        new Steps(
            null,
            new Step(run, run, null, true, Site.SOON, null, false, List.of("db/migrate", "config")),
            null);
    return site;
  }

  private static StepReport deploy(Site site, String release, Map<String, String> files) {
    HostOrder order = prepared(site, release, files);
    StepReport report = site.host.migrate(order).steps().getFirst();
    site.host.activate(order);
    return report;
  }

  private static HostOrder prepared(Site site, String release, Map<String, String> files) {
    String revision =
        files.isEmpty()
            ? site.repository.resolve("HEAD")
            : site.repository.commit("for " + release, files);
    HostOrder order = site.deploy(release, revision);
    site.host.prepare(order);
    return order;
  }

  private long runs() {
    return Site.read(folder.resolve("ran")).lines().count();
  }
}
