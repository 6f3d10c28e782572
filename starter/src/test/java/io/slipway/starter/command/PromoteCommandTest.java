package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contract.FailureType;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has passed on one stage is brought to another, and nothing else is. */
final class PromoteCommandTest {
  private CommandBench bench;
  private FakeFleet fleet;

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = CommandBench.started(folder);
    fleet = bench.fleet;
    bench.writesFile(2, "batches: [100%]");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void the_commit_that_passed_is_deployed_and_its_origin_kept() {
    bench.run("deploy", "staging", "--revision", "v1", "-q").exits(0);
    fleet.breaks("stage1", "activate", FailureType.VERIFY_FAILED);
    bench.run("deploy", "staging", "--revision", "v2", "-q").exits(3);

    bench
        .run("promote", "staging", "production", "--reason", "weekly")
        .exits(0)
        .notes("staging serves " + FakeFleet.V1, "brought there by deploy/shop/staging/")
        .says("(1111111) is live on 3 hosts.");

    JsonNode history = bench.run("history", "production", "--output", "json").exits(0).lastLine();
    assertEquals("promoted from staging: weekly", history.at("/runs/0/reason").asText());
    assertEquals(FakeFleet.V1.value(), history.at("/runs/0/ref").asText());
  }

  @Test
  void its_plan_is_that_of_the_deploy_and_changes_nothing() {
    bench.run("deploy", "staging", "--revision", "v1", "-q").exits(0);

    bench
        .run("promote", "staging", "production", "--plan")
        .exits(0)
        .says(
            "Deploy of %s to production of shop".formatted(FakeFleet.V1), "Nothing is in the way.");

    assertEquals("none", fleet.live("web1"));
  }

  @Test
  void what_has_not_passed_is_not_promoted() {
    bench
        .run("promote", "staging", "production")
        .exits(4)
        .notes("Nothing was ever run on staging of shop");
    bench.run("deploy", "production", "--revision", "v1", "-q").exits(0);
    fleet.serves("web2", "20240101000000");
    fleet.lacks("web2", "20240101000000");

    bench
        .run("promote", "production", "staging")
        .exits(4)
        .notes("production serves more than one commit", "web1, db1", "nothing on web2");
    fleet.breaks("web2", "inspect", FailureType.UNREACHABLE);
    bench.run("promote", "production", "staging").exits(1).notes("web2: tried to inspect");
    assertEquals("none", fleet.live("stage1"));
  }

  @Test
  void what_is_being_changed_is_not_promoted() {
    bench.run("deploy", "staging", "--revision", "v1", "-q").exits(0);
    CountDownLatch gate = fleet.gate("stage1", "activate");
    Running deploy = bench.begin("deploy", "staging", "--revision", "v2");
    deploy.awaitSaid("activate 1 host");

    bench
        .run("promote", "staging", "production")
        .exits(4)
        .notes("staging is being changed by deploy/shop/staging/", "slipway watch staging");

    gate.countDown();
    deploy.end().exits(0);
  }

  @Test
  void bad_words_are_told_before_anything_is_asked() {
    bench.run("promote", "staging").exits(2).notes("TO");
    bench.run("promote", "staging", "staging").exits(2).notes("cannot be promoted to itself");
    bench.run("promote", "stagin", "production").exits(2).notes("Did you mean staging?");
    bench
        .run("promote", "staging", "production", "--role", "web")
        .exits(2)
        .notes("No selected host plays role db");
  }
}
