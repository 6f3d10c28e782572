package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contract.FailureType;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watch, status, history, abort, rollback. */
final class StageCommandsTest {
  private CommandBench bench;
  private FakeFleet fleet;

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = CommandBench.started(folder);
    bench.writesFile(2, "batches: [1]");
    fleet = bench.fleet;
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Ran deploy(String ref) {
    return bench.run("deploy", "production", "--revision", ref, "-q");
  }

  @Test
  void watch_tells_how_the_last_run_ended_when_none_goes_on() {
    fleet.breaks("web2", "activate", FailureType.VERIFY_FAILED);
    deploy("v2").exits(3);

    bench
        .run("watch", "production")
        .exits(3)
        .says("web2  reverted", "Every host serves what it served before.")
        .notes("Nothing runs on production")
        .hides("prepare 3 hosts");
    JsonNode result = bench.run("watch", "production", "--output", "json").exits(3).lastLine();
    assertEquals("result", result.get("type").asText());
    assertEquals(3, result.get("exitCode").asInt());
  }

  @Test
  void watch_is_refused_where_nothing_was_ever_run() {
    bench.run("watch", "production").exits(4).notes("Nothing was ever run on production of shop.");
  }

  @Test
  void status_tells_of_every_stage() {
    CountDownLatch gate = fleet.gate("web1", "activate");
    bench.run("deploy", "production", "--revision", "v2", "--detach").exits(0);
    bench.begin("watch", "production").awaitSaid("activate 1 host");

    Ran words = bench.run("status").exits(0);
    JsonNode json = bench.run("status", "--output", "json").exits(0).lastLine();
    gate.countDown();
    bench.run("watch", "production").exits(0);

    words.says("production  busy", "deploy of v2", "ana@laptop", "activate batch 1, 1 host");
    words.says("staging     unused");
    assertEquals("status", json.get("type").asText());
    assertEquals("v2", json.at("/stages/0/current/ref").asText());
    assertTrue(json.at("/stages/1/current").isMissingNode());
    bench.run("status", "production").exits(0).says("production  succeeded").hides("staging");
  }

  @Test
  void history_lists_runs_newest_first() {
    deploy("v1").exits(0);
    fleet.breaks("db1", "prepare", FailureType.DISK_FULL);
    deploy("v2").exits(1);

    Ran words = bench.run("history", "production").exits(0);
    assertTrue(words.out().indexOf("deploy of v2") < words.out().indexOf("deploy of v1"));
    words.says("untouched", "succeeded", "1111111", "db1: tried to prepare");
    JsonNode json =
        bench.run("history", "production", "--limit", "1", "--output", "json").lastLine();
    assertEquals(1, json.get("runs").size());
    assertEquals("UNTOUCHED", json.at("/runs/0/outcome").asText());
    bench.run("history", "staging").exits(0).says("Nothing was ever run on staging of shop.");
  }

  @Test
  void stats_tell_how_well_a_team_delivers() {
    deploy("v1").exits(0);
    fleet.breaks("db1", "prepare", FailureType.DISK_FULL);
    deploy("v2").exits(1);

    bench
        .run("stats")
        .exits(0)
        .says("shop, the last 30 days", "production  1", "0 of 1, 0 %", "staging     0");
    JsonNode json = bench.run("stats", "production", "--days", "7", "--output", "json").lastLine();
    assertEquals(1, json.at("/stages/0/deploys").asInt());
    assertEquals(1.0, json.at("/stages/0/perWeek").asDouble());
    assertEquals(1, json.at("/stages/0/changes").asInt());
    assertTrue(json.at("/stages/0/leadTime").isMissingNode());
    bench.run("stats", "--days", "0").exits(2).notes("--days: 0 is not in 1 to 3650");
  }

  @Test
  void abort_puts_everything_back() {
    fleet.serves("web1", "20250101000000");
    bench.writesFile(2, "batches: [1], bake: 1h");
    Running deploy = bench.begin("deploy", "production", "--revision", "v2");
    deploy.awaitSaid("batch 1 of 3 is live");

    Ran abort = bench.run("abort", "production", "--reason", "wrong branch", "--wait").exits(0);

    abort.says(
        "Aborting the deploy of v2 on production that ana@laptop started at 20",
        "abort asked for by ana@laptop: wrong branch",
        "Aborted by ana@laptop: wrong branch.");
    deploy.end().exits(3).says("web1  reverted");
    assertEquals("20250101000000", fleet.live("web1"));
  }

  @Test
  void abort_is_refused_when_nothing_runs() {
    deploy("v1").exits(0);

    bench
        .run("abort", "production")
        .exits(4)
        .notes("Nothing runs on production of shop", "slipway rollback production");
  }

  @Test
  void abort_is_refused_when_the_run_goes_back_already() {
    CountDownLatch gate = fleet.gate("web1", "revert");
    fleet.breaks("web1", "activate", FailureType.VERIFY_FAILED);
    Running deploy = bench.begin("deploy", "production", "--revision", "v2");
    deploy.awaitSaid("Putting back");

    bench.run("abort", "production").exits(4).notes("It is too late to abort");
    gate.countDown();
    deploy.end().exits(3);
  }

  @Test
  void rollback_goes_to_the_release_before() {
    deploy("v1").exits(0);
    String first = fleet.live("web1");
    deploy("v2").exits(0);

    bench
        .run("rollback", "production", "--reason", "too slow")
        .exits(0)
        .says("rollback on production, 3 hosts", "Release " + first + " (1111111) is live");
    assertEquals(first, fleet.live("db1"));
  }

  @Test
  void rollback_touches_nothing_when_a_host_lacks_the_release() {
    fleet.serves("web1", "20250101000000");

    bench
        .run("rollback", "production", "--to", "20250101000000")
        .exits(1)
        .says("Release 20250101000000 is not on web2, db1.");
  }

  @Test
  void a_run_that_was_cancelled_in_temporal_still_has_its_result() {
    bench.writesFile(2, "batches: [1], bake: 1h");
    Running deploy = bench.begin("deploy", "production", "--revision", "v2");
    deploy.awaitSaid("batch 1 of 3 is live");
    String run =
        bench
            .run("status", "production", "--output", "json")
            .lastLine()
            .at("/stages/0/current/workflowId")
            .asText();

    bench.client().newUntypedWorkflowStub(run).cancel();

    deploy.end().exits(3).says("The run was cancelled in Temporal.", "web1  reverted");
  }
}
