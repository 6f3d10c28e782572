package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contract.FailureType;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeployCommandTest {
  private static final String OLD = "20250101000000";

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

  @Test
  void makes_a_release_live_and_shows_each_host() {
    Ran ran = bench.run("deploy", "production", "--revision", "v2").exits(0);

    ran.says(
        "on Temporal at " + bench.address,
        "deploy of v2 on production, 3 hosts, asked for by ana@laptop",
        "v2 is " + FakeFleet.V2,
        "HOST",
        "  web2: activate",
        "  db1: migrate",
        "web2  active",
        "(2222222) is live on 3 hosts.");
    assertEquals(fleet.live("web1"), fleet.live("db1"));
    ran.says("web1  active  " + fleet.live("web1"));
    assertEquals("", ran.err());
  }

  @Test
  void says_who_asked_and_why() {
    bench.run("deploy", "production", "--revision", "v2", "--reason", "hotfix 311").exits(0);

    bench.run("history", "production").exits(0).says("ana@laptop", "hotfix 311");
  }

  @Test
  void ends_with_3_when_hosts_were_put_back() {
    fleet.serves("web1", OLD);
    fleet.breaks("web2", "activate", FailureType.VERIFY_FAILED);

    Ran ran = bench.run("deploy", "production", "--revision", "v2").exits(3);

    ran.says(
        "web1  reverted   " + OLD,
        "web2: tried to activate, but it was told to fail. Tell it not to.",
        "Every host serves what it served before.");
    ran.hides("\u001B");
    assertEquals(OLD, fleet.live("web1"));
    assertEquals("none", fleet.live("web2"));
  }

  @Test
  void ends_with_1_when_nothing_was_changed() {
    fleet.serves("web1", OLD);
    fleet.breaks("db1", "prepare", FailureType.DISK_FULL);

    bench
        .run("deploy", "production", "--revision", "v2")
        .exits(1)
        .says("db1: tried to prepare", "Nothing that is live has changed.");

    assertEquals(OLD, fleet.live("web1"));
  }

  @Test
  void ends_with_6_and_names_hosts_that_could_not_be_put_back() {
    fleet.breaks("web2", "activate", FailureType.VERIFY_FAILED);
    fleet.breaks("web1", "revert", FailureType.PRECONDITION_FAILED);

    bench
        .run("deploy", "production", "--revision", "v2")
        .exits(6)
        .says("web1  revert failed", "Could not be put back: web1.");
  }

  @Test
  void is_refused_while_another_holds_the_stage() {
    CountDownLatch gate = fleet.gate("web1", "prepare");
    Running first = bench.begin("deploy", "production", "--revision", "v1").awaitSaid("prepare");

    Ran second = bench.run("deploy", "production", "--revision", "v2").exits(4);
    Ran json = bench.run("deploy", "production", "--revision", "v2", "--output", "json").exits(4);
    gate.countDown();

    second.notes(
        "production of shop is being deployed by ana@laptop since 20",
        "(revision v1",
        "slipway watch production",
        "slipway abort production");
    assertEquals("v1", json.lastLine().at("/holder/ref").asText());
    assertEquals("error", json.lastLine().get("type").asText());
    first.end().exits(0);
  }

  @Test
  void can_go_on_by_itself() {
    CountDownLatch gate = fleet.gate("web1", "prepare");

    bench
        .run("deploy", "production", "--revision", "v2", "--detach")
        .exits(0)
        .says(
            "deploy of v2 on production of shop has begun on 3 hosts: web1, web2, db1",
            "slipway watch production",
            "slipway abort production")
        .hides("HOST");
    Running watcher = bench.begin("watch", "production").awaitSaid("prepare");
    gate.countDown();

    watcher.end().exits(0).says("is live on 3 hosts.");
  }

  @Test
  void goes_on_when_the_watcher_leaves() {
    CountDownLatch gate = fleet.gate("web1", "prepare");
    Running deploy = bench.begin("deploy", "production", "--revision", "v2").awaitSaid("prepare");
    assertTrue(bench.interrupts.armed());

    deploy.interrupt();

    deploy
        .end()
        .exits(130)
        .says("No longer watching.", "slipway watch production", "slipway abort production");
    gate.countDown();
    bench.run("watch", "production").exits(0).says("is live on 3 hosts.");
  }

  @Test
  void tells_everything_in_json_and_the_result_last() {
    Ran ran = bench.run("deploy", "production", "--revision", "v2", "--output", "json").exits(0);

    List<String> types = ran.lines().stream().map(l -> l.get("type").asText()).toList();
    assertEquals("accepted", types.getFirst());
    assertEquals("run_started", types.get(1));
    assertTrue(types.contains("migrated"), types.toString());
    assertEquals("run_ended", types.get(types.size() - 2));
    JsonNode result = ran.lastLine();
    assertEquals("result", result.get("type").asText());
    assertEquals("SUCCEEDED", result.get("outcome").asText());
    assertEquals(0, result.get("exitCode").asInt());
    assertEquals(3, result.get("hosts").size());
    assertEquals(fleet.live("web1"), result.at("/hosts/0/live").asText());
  }

  @Test
  void tells_the_result_only_when_quiet() {
    Ran words = bench.run("deploy", "production", "--revision", "v1", "-q").exits(0);
    assertTrue(words.out().startsWith("HOST"), words.toString());

    Ran json =
        bench.run("deploy", "production", "--revision", "v2", "-q", "--output", "json").exits(0);
    assertEquals(1, json.lines().size(), json.toString());
  }

  @Test
  void refuses_to_leave_the_migration_out_by_accident() {
    bench
        .run("deploy", "production", "--revision", "v2", "--role", "web")
        .exits(2)
        .notes("No selected host plays role db", "--without-migration");
    assertEquals("none", fleet.live("web1"));

    bench
        .run("deploy", "production", "--revision", "v2", "--role", "web", "--without-migration")
        .exits(0)
        .says("is live on 2 hosts.");
    assertEquals("none", fleet.live("db1"));
  }

  @Test
  @Tag("capistrano-trap-5")
  void refuses_a_selection_that_matches_nothing() {
    bench
        .run("deploy", "production", "--revision", "v2", "--host", "mail*")
        .exits(2)
        .notes("stage production has no host 'mail*'");
  }

  @Test
  void tells_all_faults_of_the_file() {
    bench.writes("repository: x\n");

    Ran words = bench.run("deploy", "production", "--revision", "v2").exits(2);
    words.notes("slipway.yml", "application", "nothing has changed");

    JsonNode error =
        bench.run("deploy", "production", "--revision", "v2", "--output", "json").lastLine();
    assertEquals("application", error.at("/faults/0/key").asText());
    assertEquals(2, error.get("exitCode").asInt());
  }

  @Test
  void says_that_a_run_was_terminated() {
    CountDownLatch gate = fleet.gate("web1", "prepare");
    Running deploy = bench.begin("deploy", "production", "--revision", "v2").awaitSaid("prepare");
    String run =
        bench
            .run("status", "production", "--output", "json")
            .lastLine()
            .at("/stages/0/current/workflowId")
            .asText();

    bench.client().newUntypedWorkflowStub(run).terminate("by hand");

    deploy.end().exits(7).notes(run + " was terminated", "slipway releases production");
    gate.countDown();
  }

  @Test
  void stays_short_for_a_thousand_hosts() {
    bench.writesFile(999, "batches: [1, 10%, 100%], max_parallel: 200");

    Ran ran = bench.run("deploy", "production", "--revision", "v2").exits(0);

    assertTrue(ran.out().lines().count() < 250, ran::toString);
    ran.says("1000 hosts  active", "is live on 1000 hosts.");
    Ran releases = bench.run("releases", "production").exits(0);
    assertEquals(2, releases.out().lines().count(), releases::toString);
    releases.says("all 1000");
    Ran plan = bench.run("plan", "production", "--revision", "v1").exits(0);
    assertTrue(plan.out().lines().count() < 60, plan::toString);
    Ran check = bench.run("check", "production").exits(0);
    assertTrue(check.out().lines().count() < 10, check::toString);
    check.says("1000 hosts of production can be deployed to.");
  }
}
