package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contract.Action;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of freezes. */
final class FreezeCommandsTest {
  private static final String WHY =
      "It is frozen by ana@laptop: sale (freeze 1 of prod* of all applications). It lasts until"
          + " that is lifted: slipway freeze lift 1.";

  private CommandBench bench;

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = CommandBench.started(folder);
    bench.writesFile(2, "batches: [1]");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void a_deploy_is_refused_with_4_until_the_freeze_is_lifted() {
    bench.run("freeze", "list").exits(0).says("No freeze is in force, and none is to come.");
    bench
        .run("freeze", "put", "--stage", "prod*", "--reason", "sale")
        .exits(0)
        .says("Put: freeze 1 of prod* of all applications. End it: slipway freeze lift 1.");

    bench
        .run("deploy", "production", "--revision", "v2")
        .exits(4)
        .says("Deploys to production may not begin now. " + WHY);
    bench.run("deploy", "staging", "--revision", "v2").exits(0);
    bench.run("freeze", "lift", "1", "--reason", "over").exits(0).says("Lifted: freeze 1");
    bench.run("deploy", "production", "--revision", "v2").exits(0);
    bench.run("freeze", "lift", "1").exits(4).notes("There is no freeze 1, or it is over.");
  }

  @Test
  void plan_status_and_list_say_so_beforehand() {
    bench.run("freeze", "put", "--stage", "prod*", "--reason", "sale").exits(0);
    bench
        .run(
            "freeze",
            "put",
            "--application",
            "sho?",
            "--from",
            "2099-01-01T00:00+01:00",
            "--for",
            "2h",
            "--in-flight",
            "revert",
            "--reason",
            "database is moved")
        .exits(0);

    bench
        .run("plan", "production", "--revision", "v2")
        .exits(0)
        .says("It would be refused now. " + WHY);
    bench.run("status").exits(0).says("production is closed to deploys. " + WHY);
    bench
        .run("freeze", "list")
        .exits(0)
        .says("in force", "to come", "it is lifted", "2099-01-01 01:00:00 UTC", "sale");
    JsonNode list = bench.run("freeze", "list", "--output", "json").exits(0).lastLine();
    assertEquals("freezes", list.get("type").asText());
    assertEquals("prod*", list.at("/freezes/0/scope/stages/0").asText());
    assertEquals("REVERT", list.at("/freezes/1/inFlight").asText());
    assertEquals("2098-12-31T23:00:00Z", list.at("/freezes/1/from").asText());
    JsonNode status = bench.run("status", "--output", "json").exits(0).lastLine();
    assertFalse(status.at("/stages/0/windows/open").asBoolean(true));
    assertEquals("sale", status.at("/stages/0/windows/freeze/reason").asText());
  }

  @Test
  void what_is_wrong_is_told_before_anybody_is_asked() {
    bench.run("freeze", "put").exits(2).notes("--reason");
    bench
        .run("freeze", "put", "--reason", " ", "--stage", "a b", "--until", "2020-01-01T00:00Z")
        .exits(2)
        .notes("it lacks a reason", "before it begins", "'a b' is no pattern of names of stages");
    bench
        .run("freeze", "put", "--reason", "sale", "--until", "tomorrow")
        .exits(2)
        .notes("--until: write the time with its offset");
    bench
        .run("freeze", "put", "--reason", "sale", "--for", "8d")
        .exits(2)
        .notes("--for: 8d is longer than 7 days");
    bench
        .run("freeze", "put", "--reason", "x", "--for", "1h", "--until", "2099-01-01T00:00Z")
        .exits(2)
        .notes("give one of them");
    bench
        .run("freeze", "put", "--reason", "sale", "--in-flight", "stop")
        .exits(2)
        .notes("none of finish-batch, finish and revert");
    bench.run("freeze", "list").exits(0).says("No freeze is in force");
    bench.run("freeze", "lift", "1").exits(4).notes("There is no freeze 1: none was ever put.");
  }

  @Test
  void who_must_sign_and_does_not_is_refused() {
    bench.gate.requireSignatures(Action.FREEZE);

    bench.run("freeze", "put", "--reason", "sale").exits(4).notes("takes signed requests only");

    bench.run("freeze", "list").exits(0).says("No freeze is in force");
  }

  @Test
  void it_is_done_all_the_same_with_a_reason() {
    bench.run("freeze", "put", "--reason", "sale").exits(0);

    bench
        .run("deploy", "production", "--revision", "v2", "--override-freeze", "--reason", "outage")
        .exits(0)
        .says("Overridden by ana@laptop: outage.");
  }
}
