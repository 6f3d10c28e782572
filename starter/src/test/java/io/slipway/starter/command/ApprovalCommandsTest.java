package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do about a deploy that waits for their approval. */
final class ApprovalCommandsTest {
  private CommandBench bench;

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = CommandBench.started(folder);
    bench.writes(
        """
        application: shop
        repository: git@git.example.com:acme/shop.git
        deploy_to: /srv/shop
        stages:
          production:
            ssh: {user: deploy}
            hosts: [web1, web2]
            approvals: {not_initiator: false, quorum: 1}
          guarded:
            ssh: {user: deploy}
            hosts: [web1, web2]
            approvals: {groups: [ana], expires: 2h}
        """);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void it_begins_when_the_plan_that_was_looked_at_is_approved_of() {
    String plan =
        bench
            .run("plan", "production", "--revision", "v2", "--output", "json")
            .exits(0)
            .lastLine()
            .path("planHash")
            .asText();
    assertTrue(plan.startsWith("sha256:"), plan);
    Running deploy = waiting("production");

    bench
        .run("status", "production")
        .exits(0)
        .says(
            "production  unapproved",
            "slipway approve, reject or abort production. v2 (2222222) on 2 hosts waits for"
                + " approval: 1 more approval.");
    JsonNode json = bench.run("status", "production", "--output", "json").exits(0).lastLine();
    assertEquals(plan, json.at("/stages/0/current/pause/plan").asText());
    assertEquals("none", bench.fleet.live("web1"));
    bench
        .run("approve", "production", "--plan", "sha256:other")
        .exits(4)
        .notes("The plan is another one");
    bench
        .run("approve", "production", "--plan", plan, "--wait")
        .exits(0)
        .says("The run knows: approve.", "is live on 2 hosts.");

    deploy.end().exits(0).says("approved by ana@laptop. Still wanted: nothing more.");
  }

  @Test
  void it_ends_with_4_when_it_is_rejected_and_says_why() {
    Running deploy = waiting("production");

    bench.run("reject", "production").exits(2).notes("--reason");
    bench.run("reject", "production", "--reason", "not before the sale").exits(0);

    deploy
        .end()
        .exits(4)
        .says(
            "rejected by ana@laptop: not before the sale.",
            "Rejected by ana@laptop: not before the sale. Nothing that is live has changed.");
    bench.run("history", "production").exits(0).says("rejected");
    bench.run("watch", "production").exits(4);
  }

  @Test
  void its_asker_may_not_unless_the_file_says_so() {
    Running deploy = waiting("guarded");

    bench
        .run("approve", "guarded")
        .exits(4)
        .notes("ana@laptop has asked for this deploy, so that somebody else must judge it.");
    bench.run("abort", "guarded", "--wait").exits(0);

    deploy.end().exits(1);
    bench.run("approve", "guarded").exits(4).notes("Nothing runs on guarded");
  }

  private Running waiting(String stage) {
    Running deploy = bench.begin("deploy", stage, "--revision", "v2");
    deploy.awaitSaid("APPROVAL WANTED. v2 (2222222) on 2 hosts waits for approval");
    return deploy;
  }
}
