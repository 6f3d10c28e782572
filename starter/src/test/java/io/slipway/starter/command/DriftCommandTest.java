package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contract.CurrentIs;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFacts;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DriftCommandTest {
  private static final String OLD = "20250101000000";
  private static final String NEW = "20250601000000";

  private CommandBench bench;
  private FakeFleet fleet;

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = CommandBench.started(folder);
    bench.writesFile(2, "batches: [100%]");
    fleet = bench.fleet;
    for (String host : List.of("web1", "web2", "db1")) {
      fleet.serves(host, OLD);
      fleet.serves(host, NEW);
    }
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static HostFacts strays(String... paths) {
    return facts(List.of(paths), null, List.of());
  }

  private static HostFacts changed(String... files) {
    return facts(List.of(), files.length, List.of(files));
  }

  private static HostFacts facts(
      List<String> strays, @Nullable Integer changes, List<String> changed) {
    return new HostFacts(
        CurrentIs.LINK,
        "",
        List.of(),
        strays,
        List.of(),
        List.of(),
        changes,
        changed,
        1_000,
        16,
        null);
  }

  @Test
  void sound_hosts_end_with_0() {
    bench
        .run("drift", "production")
        .exits(0)
        .says("3 hosts of production are as they should be: release " + NEW + ".");
  }

  @Test
  void differences_end_with_9_in_words_and_in_json() {
    fleet.serves("web2", OLD);
    fleet.breaks("db1", "observe", FailureType.UNREACHABLE);
    bench
        .run("drift", "production")
        .exits(9)
        .says("web2  wrong release", OLD, "unreachable", "2 differences on 2 of 3 hosts");
    JsonNode line = bench.run("drift", "production", "--output", "json").exits(9).lastLine();
    assertEquals("WRONG_RELEASE", line.at("/differences/0/kind").asText());
    bench.run("drift", "production", "--host", "web1").exits(0).says("1 host of production");
  }

  @Test
  void repair_switches_and_cleans_by_runs_of_their_own() {
    fleet.serves("web2", OLD);
    fleet.tells("db1", strays("releases/current"));
    bench
        .run("drift", "production", "--repair", "--yes")
        .exits(9)
        .says(
            "Make " + NEW + " live, and restart: web2",
            "Remove what runs have left, and restart nothing: db1");
    assertEquals(NEW, fleet.live("web2"));
    bench
        .run("history", "production")
        .exits(0)
        .says("drift: back to the release", "drift: remove what runs have left");
  }

  @Test
  void repair_deploys_what_is_missing_under_its_own_id() {
    String release = deployed();
    fleet.lacks("web2", release);

    bench
        .run("drift", "production", "--repair", "--yes")
        .exits(0)
        .says("Deploy release " + release + ", which is missing: web2");

    assertEquals(release, fleet.live("web2"));
  }

  @Test
  void repair_renews_all_when_files_of_one_were_changed() {
    String release = deployed();
    fleet.tells("db1", changed("app.rb"));
    bench
        .run("drift", "production", "--host", "db1", "--repair", "--yes")
        .exits(9)
        .says("Look at all hosts of the stage at once", "Nothing of it can be repaired");

    bench
        .run("drift", "production", "--repair", "--yes")
        .says(
            "Deploy a new release of 2222222, since files of one were changed: web1, web2, db1",
            "is live on 3 hosts")
        .hides("migrate");

    assertEquals(fleet.live("web1"), fleet.live("db1"));
    assertNotEquals(release, fleet.live("web1"));
  }

  private String deployed() {
    bench.run("deploy", "production", "--revision", "v2", "-q").exits(0);
    return fleet.live("web1");
  }

  @Test
  void options_that_do_not_go_together_are_refused() {
    bench.run("drift", "production", "--repair", "--every", "5m").exits(2).notes("--every");
    bench.run("drift", "production", "--every", "5s").exits(2).notes("shorter than 1m");
    bench.run("drift", "production", "--notify-command", "x").exits(2).notes("needs --every");
  }

  @Test
  void an_engine_in_memory_has_no_schedules_and_says_so() {
    bench.run("drift", "production", "--every", "5m").exits(5).notes("has no schedules");
  }
}
