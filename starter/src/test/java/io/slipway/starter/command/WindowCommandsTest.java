package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.domain.Window;
import io.slipway.domain.WindowKind;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of a stage that is not open at all times. */
final class WindowCommandsTest {
  private static final String CLOSED =
      "It is frozen by the window 2020-01-01T00:00/2099-01-01T00:00 (UTC): sale. The next opening"
          + " is at 2099-01-01T00:00:00Z.";

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
            windows:
              - {freeze: "2020-01-01T00:00/2099-01-01T00:00", zone: UTC, reason: sale}
          staging:
            ssh: {user: deploy}
            hosts: [web1, web2]
            windows:
              - {allow: "MON-SUN 00:00-24:00", zone: Europe/Berlin}
          sleeping:
            ssh: {user: deploy}
            hosts: [web1, web2]
            rollout: {batches: [1]}
            windows:
              - {freeze: "2098-01-01T00:00/2099-01-01T00:00", zone: UTC, reason: year off}
        """);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void a_deploy_is_refused_with_4_and_told_when_the_stage_opens() {
    bench
        .run("deploy", "production", "--revision", "v2")
        .exits(4)
        .says("Deploys to production may not begin now. " + CLOSED, "--override-freeze --reason");

    assertEquals("none", bench.fleet.live("web1"));
    bench.run("history", "production").exits(0).says("rejected");
  }

  @Test
  void plan_says_that_it_closes_for_longer_than_a_deploy_stands_still() {
    bench
        .run("plan", "sleeping", "--revision", "v2")
        .exits(0)
        .says(
            "The stage closes at 2098-01-01T00:00:00Z until 2099-01-01T00:00:00Z.",
            "is put back at 2098-01-02T00:00:00Z.");
  }

  @Test
  void plan_and_status_say_so_beforehand() {
    bench
        .run("plan", "production", "--revision", "v2")
        .exits(0)
        .says("It would be refused now. " + CLOSED);
    JsonNode plan =
        bench.run("plan", "production", "--revision", "v2", "--output", "json").exits(0).lastLine();
    assertFalse(plan.at("/windows/open").asBoolean(true));
    assertEquals("2099-01-01T00:00:00Z", plan.at("/windows/until").asText());
    bench.run("plan", "staging", "--revision", "v2").exits(0).says("Windows: It is open.");
    bench.run("status").exits(0).says("production is closed to deploys. " + CLOSED);
  }

  @Test
  void plan_knows_what_the_policy_says_as_well() {
    bench.gate.windows(
        new Window(
            WindowKind.FREEZE, "2020-01-01T00:00/2099-01-01T00:00", ZoneId.of("UTC"), "audit"));

    bench
        .run("plan", "staging", "--revision", "v2")
        .exits(0)
        .says("It would be refused now. ", "audit");
  }

  @Test
  void it_is_done_all_the_same_with_a_reason() {
    bench
        .run("deploy", "production", "--revision", "v2", "--override-freeze")
        .exits(2)
        .notes("--override-freeze needs --reason");
    bench
        .run(
            "deploy",
            "production",
            "--revision",
            "v2",
            "--override-freeze",
            "--reason",
            "checkout is down")
        .exits(0)
        .says(CLOSED + " Overridden by ana@laptop: checkout is down.", "is live on 2 hosts");
  }

  @Test
  void rollbacks_are_done_at_all_times() {
    String[] deploy = {"deploy", "staging", "--revision", "v1"};
    bench.run(deploy).exits(0);
    bench.run("deploy", "staging", "--revision", "v2").exits(0);

    bench.run("rollback", "production").exits(0);
  }
}
