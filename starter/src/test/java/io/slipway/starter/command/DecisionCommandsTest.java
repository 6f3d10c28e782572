package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contract.FailureType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people can do about a run that waits for them, and about what a run has left. */
final class DecisionCommandsTest {
  private CommandBench bench;
  private FakeFleet fleet;

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = CommandBench.started(folder);
    fleet = bench.fleet;
    bench.writesFile(3, "batches: [1], on_failure: pause");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void a_paused_run_says_what_can_be_done_and_retry_does_it() {
    Running deploy = paused("web2");

    Ran status = bench.run("status", "production").exits(0);
    status.says("production  paused", "production waits for you until 20");
    JsonNode json = bench.run("status", "production", "--output", "json").exits(0).lastLine();
    assertTrue(json.at("/stages/0/current/pause/why").asText().startsWith("Could not activate"));
    fleet.mends("web2", "activate");
    bench
        .run("retry", "production", "--host", "web2", "--from", "restart", "--reason", "mended")
        .exits(0)
        .says("The run knows: retry web2 from restart.", "slipway watch production");

    deploy
        .end()
        .exits(0)
        .says(
            "PAUSED. Could not activate web2",
            "slipway retry, exclude, continue or abort production",
            "retry web2 from restart, asked for by ana@laptop: mended",
            "is live on 4 hosts.");
  }

  @Test
  void a_run_that_goes_on_without_a_host_has_an_exit_code_of_its_own() {
    Running deploy = paused("web2");

    bench.run("exclude", "production", "--host", "web2", "--wait").exits(8);

    deploy.end().exits(8).says("but not on web2", "slipway deploy --resume-failed");
    bench.run("history", "production").exits(0).says("succeeded with exceptions", "not on web2");
  }

  /** The very host that has died is the one that a command or a cloud no longer tells of. */
  @Test
  void hosts_are_those_of_the_run_whatever_is_told_by_now() {
    bench.writes(
        """
        application: shop
        repository: git@git.example.com:acme/shop.git
        deploy_to: /srv/shop
        steps:
          restart: {run: sudo systemctl restart shop, on: web}
        stages:
          production:
            ssh: {user: deploy}
            rollout: {batches: [1], on_failure: pause}
            hosts:
              - {from: {command: cat hosts}, roles: [web]}
        """);
    tells("web1\nweb2\nweb3\n");
    Running deploy = paused("web2");
    tells("web1\nweb3\n");

    bench
        .run("exclude", "production", "--host", "web4*")
        .exits(2)
        .notes("the run on production (", "has no host 'web4*'. There are web1, web2, web3.");
    bench.run("exclude", "production", "--host", "wbe2").exits(2).notes("Did you mean web2?");
    breaksTheSource();
    fleet.breaks("web3", "activate", FailureType.VERIFY_FAILED);
    bench.run("exclude", "production", "--host", "*2").exits(0).says("The run knows: exclude web2");
    deploy.awaitSaid("Could not activate web3");
    fleet.mends("web3", "activate");
    bench.run("retry", "production", "--host", "web[3]").exits(2);
    bench
        .run("retry", "production", "--host", "web3", "--wait")
        .exits(8)
        .says("The run knows: retry web3");

    deploy.end().exits(8).says("but not on web2");
  }

  private void tells(String hosts) {
    try {
      Files.writeString(bench.file.resolveSibling("hosts"), hosts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void breaksTheSource() {
    try {
      Files.delete(bench.file.resolveSibling("hosts"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void what_is_left_is_resumed_with_the_same_release() {
    Running deploy = paused("web2");
    bench.run("continue", "production").exits(0).says("The run knows: continue.");
    deploy.end().exits(8);
    String release = fleet.live("web1");
    fleet.mends("web2", "activate");
    bench.run("deploy", "production", "--resume-failed", "--host", "web1").exits(4);

    bench
        .run("deploy", "production", "--resume-failed")
        .exits(0)
        .says("Release " + release + " (2222222) is live on 1 host.")
        .hides("migrate");

    assertEquals(release, fleet.live("web2"));
    bench
        .run("deploy", "production", "--resume-failed")
        .exits(4)
        .notes("there is nothing to resume", "slipway deploy production --revision REF");
  }

  @Test
  void a_deploy_that_was_put_back_is_resumed_as_a_whole() {
    bench.writesFile(2, "batches: [1]");
    fleet.breaks("web2", "activate", FailureType.VERIFY_FAILED);
    bench.run("deploy", "production", "--revision", "v2").exits(3);
    fleet.mends("web2", "activate");

    bench
        .run("deploy", "production", "--resume-failed")
        .exits(0)
        .says("(2222222) is live on 3 hosts.");
  }

  @Test
  void abort_keep_leaves_the_release_where_it_is() {
    Running deploy = paused("web2");
    String release = fleet.live("web1");

    bench.run("abort", "production", "--keep", "--wait").exits(0).says("have the release keep it");

    deploy.end().exits(8).says("Aborted by ana@laptop. Release " + release);
    assertEquals(release, fleet.live("web1"));
    assertEquals("none", fleet.live("web2"));
  }

  @Test
  void a_run_is_paused_and_resumed_and_says_who_wanted_so() {
    CountDownLatch gate = fleet.gate("web1", "activate");
    Running deploy = bench.begin("deploy", "production", "--revision", "v2");
    deploy.awaitSaid("activate 1 host");

    bench
        .run("pause", "production", "--reason", "lunch")
        .exits(0)
        .says(
            "Paused the deploy of v2 on production. Hosts in work end, and no other begins.",
            "To let it go on: slipway resume production.");
    gate.countDown();
    bench
        .run("status", "production")
        .exits(0)
        .says(
            "production  paused",
            "slipway resume or abort production. Paused by ana@laptop: lunch.");
    bench.run("pause", "production").exits(4).notes("The run is paused already.");
    assertEquals("none", fleet.live("web2"));
    bench.run("resume", "production", "--wait").exits(0).says("The run knows: resume.");

    deploy
        .end()
        .exits(0)
        .says(
            "PAUSED. Asked for by ana@laptop: lunch. Hosts in work end",
            "resume, asked for by ana@laptop",
            "is live on 4 hosts.");
    bench.run("resume", "production").exits(4).notes("Nothing runs on production");
  }

  @Test
  void a_decision_meant_for_another_run_reaches_none() {
    Running deploy = paused("web2");

    bench
        .run("continue", "production", "--run", "20200101000000")
        .exits(4)
        .notes("not by run 20200101000000", "slipway history production");
    String id =
        bench
            .run("status", "production", "--output", "json")
            .lastLine()
            .at("/stages/0/current/key/id")
            .asText();
    bench.run("abort", "production", "--run", id, "--wait").exits(0);

    deploy.end().exits(3);
  }

  @Test
  void choices_are_refused_where_there_is_nothing_to_choose() {
    bench.run("deploy", "production", "--revision", "v1", "-q").exits(0);

    bench.run("retry", "production").exits(4).notes("Nothing runs on production of shop");
    bench.run("retry", "production", "--from", "lunch").exits(2).notes("checkout, build, migrate");
    bench.run("exclude", "production").exits(2).notes("--host");
    bench.run("deploy", "production").exits(2).notes("--revision", "--resume-failed");
    bench
        .run("deploy", "production", "--revision", "v1", "--resume-failed")
        .exits(2)
        .notes("mutually exclusive");
  }

  @Test
  void a_host_that_was_left_in_the_dark_is_shown_until_it_is_mended() {
    bench.writesFile(2, "batches: [1], attempts: 1");
    fleet.breaks("web2", "activate", FailureType.VERIFY_FAILED);
    fleet.breaks("web1", "revert", FailureType.PRECONDITION_FAILED);
    bench.run("deploy", "production", "--revision", "v2").exits(6).says("in quarantine");

    bench.run("status", "production").exits(0).says("web1 of production is in quarantine since");
    fleet.mends("web2", "activate");
    fleet.mends("web1", "revert");
    bench.run("deploy", "production", "--revision", "v2").exits(0).says("is put back first");
    bench.run("status", "production").exits(0).hides("quarantine");
  }

  private Running paused(String host) {
    fleet.breaks(host, "activate", FailureType.VERIFY_FAILED);
    Running deploy = bench.begin("deploy", "production", "--revision", "v2");
    deploy.awaitSaid("PAUSED");
    return deploy;
  }
}
