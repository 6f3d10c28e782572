package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of a line. */
final class QueueCommandsTest {
  private CommandBench bench;
  private CountDownLatch gate;

  @BeforeEach
  void holdTheStage(@TempDir Path folder) {
    bench = CommandBench.started(folder);
    bench.writesFile(1, "batches: [1]");
    gate = bench.fleet.gate("web1", "prepare");
    bench.run("deploy", "production", "--revision", "v1", "--detach").exits(0);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Running waits(String ref) {
    return bench
        .begin("deploy", "production", "--revision", ref, "--when-busy", "queue")
        .awaitSaid("(deploy of " + ref + ") waits for production of shop");
  }

  @Test
  void a_deploy_waits_and_is_watched_to_its_end() {
    Running second = waits("v2");
    Running third = waits("v3");
    Ran list = bench.run("queue", "list").exits(0);
    Ran status = bench.run("status", "production").exits(0);
    third.awaitSaid("Request 2 (deploy of v3) waits for production of shop, at place 2");

    gate.countDown();

    second.end().exits(0).says("Request 1 (deploy of v2) has its turn.", "is live on 2 hosts");
    third.end().exits(0).says("Request 2 (deploy of v3) has its turn.");
    list.says("production: deploy of v1 by ana@laptop", "deploy of v2", "staging is free.");
    assertTrue(list.out().indexOf("deploy of v2") < list.out().indexOf("deploy of v3"));
    status.says("production is waited for by 2 requests; the next is deploy of v2 by ana@laptop");
    bench.run("queue", "list", "production").exits(0).says("Nobody waits for it.");
  }

  @Test
  void the_file_says_whether_requests_wait_and_the_command_line_has_the_last_word() {
    bench.writes(
        """
        application: shop
        repository: git@git.example.com:acme/shop.git
        deploy_to: /srv/shop
        stages:
          production:
            ssh: {user: deploy}
            when_busy: queue
            queue_for: 2h
            hosts: [web1]
        """);

    JsonNode line =
        bench
            .run("deploy", "production", "--revision", "v2", "--detach", "--output", "json")
            .exits(0)
            .lastLine();
    Ran refused =
        bench.run("deploy", "production", "--revision", "v3", "--when-busy", "refuse").exits(4);
    Ran odd = bench.run("deploy", "production", "--resume-failed", "--queue-for", "1h").exits(2);
    gate.countDown();

    assertEquals("standing", line.get("type").asText());
    assertEquals(1, line.at("/place/position").asInt());
    assertEquals(
        java.time.Instant.parse(line.at("/place/since").asText()).plusSeconds(7200),
        java.time.Instant.parse(line.at("/place/until").asText()));
    refused.notes("production of shop is being deployed by ana@laptop", "--when-busy queue");
    odd.notes("--resume-failed does not wait");
    bench.run("queue", "watch", "production", "1").exits(0).says("is live on 1 host");
  }

  @Test
  void who_is_taken_out_or_superseded_is_told_and_ends_with_4() {
    Running second = waits("v2");
    Running third = waits("v3");

    bench
        .run("queue", "move", "production", "2", "--to", "1")
        .exits(0)
        .says("Request 2 (deploy of v3) waits for production of shop, as the next");
    third.awaitSaid("(deploy of v3) waits for production of shop, as the next");
    bench
        .run("queue", "cancel", "production", "1", "--reason", "not today")
        .exits(0)
        .says("Request 1 (deploy of v2) is out of the line.");
    second.end().exits(4).says("Taken out by ana@laptop. Reason: not today");
    bench
        .run("deploy", "production", "--revision", "v4", "--when-busy", "supersede", "--detach")
        .exits(0)
        .says("It waits instead of 2.", "slipway queue watch production 3");
    third.end().exits(4).says("was superseded. Request 3 of ana@laptop waits in its stead.");

    bench.run("queue", "cancel", "production", "1").exits(4).notes("does not wait any more");
    bench.run("queue", "watch", "production", "9").exits(4).notes("No request 9 is known");
    bench.run("queue", "move", "production", "3", "--to", "0").exits(2).notes("0 is no place");
    gate.countDown();
  }

  @Test
  void ctrl_c_leaves_it_in_line() {
    Running second = waits("v2");

    second.interrupt();

    second
        .end()
        .exits(130)
        .says("It keeps its place without you. Watch it: slipway queue watch production 1.");
    Running again = bench.begin("queue", "watch", "production", "1").awaitSaid("as the next");
    Ran back =
        bench.run("rollback", "production", "--when-busy", "queue", "--detach", "--output", "json");
    List<JsonNode> line =
        bench.run("queue", "list", "production", "--output", "json").lastLine().findValues("kind");
    gate.countDown();

    assertEquals(1, back.exits(0).lastLine().at("/place/position").asInt());
    assertEquals("ROLLBACK", line.get(1).asText());
    again.end().exits(0).says("Request 1 (deploy of v2) has its turn.");
  }
}
