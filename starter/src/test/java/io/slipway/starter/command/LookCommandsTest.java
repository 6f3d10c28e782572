package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contract.FailureType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Check, plan, releases: they look, and change nothing. */
final class LookCommandsTest {
  private static final String OLD = "20250101000000";
  private static final String OLDER = "20240101000000";

  private CommandBench bench;
  private FakeFleet fleet;

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = CommandBench.started(folder);
    bench.writesFile(2, "batches: [1, 100%], bake: 2m");
    fleet = bench.fleet;
    for (String host : List.of("web1", "web2", "db1")) {
      fleet.serves(host, OLDER);
      fleet.serves(host, OLD);
    }
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void check_says_that_all_hosts_are_ready() {
    bench
        .run("check", "production", "--revision", "v2")
        .exits(0)
        .says(
            "web1  ready  " + OLD,
            "v2 is " + FakeFleet.V2,
            "3 hosts of production can be deployed to.");
  }

  @Test
  @Tag("capistrano-ask-19")
  void check_names_what_is_wrong_with_each_host() {
    fleet.breaks("web2", "check", FailureType.PRECONDITION_FAILED);
    fleet.breaks("db1", "check", FailureType.AUTHENTICATION_REFUSED);

    bench
        .run("check", "production")
        .exits(1)
        .says(
            "web1  ready",
            "web2  not ready",
            "web2: tried to check, but it was told to fail. Tell it not to.",
            "db1: tried to check",
            "2 of 3 hosts of production cannot be deployed to.")
        .hides("\u001B");
    JsonNode json = bench.run("check", "production", "--output", "json").exits(1).lastLine();
    assertEquals("check", json.get("type").asText());
    assertEquals("PRECONDITION_FAILED", json.at("/hosts/1/failure/type").asText());
  }

  @Test
  void check_fails_when_the_revision_is_not_there() {
    fleet.breaks("web1", "resolve", FailureType.REVISION_NOT_FOUND);

    bench
        .run("check", "production", "--revision", "nope")
        .exits(1)
        .says("web1: tried to resolve", "3 hosts of production can be deployed to.");
  }

  @Test
  void releases_shows_where_what_is_live() {
    bench
        .run("releases", "production")
        .exits(0)
        .says(
            "RELEASE         REVISION  WAS LIVE  ON     LIVE ON",
            OLD + "  1111111   yes       all 3  all 3",
            OLDER + "  1111111   yes       all 3  -")
        .hides("different");
  }

  @Test
  void releases_makes_drift_visible() {
    fleet.serves("web2", "20250601000000");

    bench
        .run("releases", "production")
        .exits(0)
        .says(
            "20250601000000  1111111   yes       1 of 3: web2  1 of 3: web2",
            "Hosts serve different releases: " + OLD + " on 2 of 3: web1, db1; 20250601000000 on");
  }

  @Test
  void releases_ends_with_1_when_a_host_cannot_be_asked() {
    fleet.breaks("db1", "inspect", FailureType.UNREACHABLE);

    bench
        .run("releases", "production", "--output", "json")
        .exits(1)
        .says("\"failure\":{\"host\":\"db1\"");
  }

  @Test
  @Tag("capistrano-ask-18")
  void plan_shows_the_whole_deploy_and_changes_nothing() {
    bench
        .run("plan", "production", "--revision", "v2")
        .exits(0)
        .says(
            "Deploy of v2 to production of shop, 3 hosts",
            "v2 is " + FakeFleet.V2,
            "each host fetches from git@git.example.com:acme/shop.git",
            "migrate   bin/migrate (on db1)",
            "batch 1 of 2, 1 host: web1",
            "batch 2 of 2, 2 hosts: web2, db1",
            "2 min pause",
            "restart   sudo systemctl restart shop (on web1, web2)",
            "web1, web2, db1  " + OLD + "  1111111   -",
            "Nothing has been changed.");
    assertTrue(fleet.orders().stream().allMatch(o -> o.release() == null), "only looked at");
  }

  @Test
  void plan_tells_what_runs_before_the_switch_once_on_the_worker_and_at_the_end() {
    bench.writes(
        """
        application: shop
        repository: git@git.example.com:acme/shop.git
        deploy_to: /srv/shop
        steps:
          before_switch: [{run: bin/quiet, on: web}, {worker: tell-office}]
          restart: {run: bin/restart, on: web, once: true}
          finished: [{run: bin/report, on: db}, {worker: tell-all}]
        stages:
          production:
            ssh: {user: deploy}
            hosts: [{name: "web[1-2]", roles: [web]}, {name: db1, roles: [db]}]
        """);
    bench
        .run("plan", "production", "--revision", "v2")
        .exits(0)
        .says(
            "activate",
            "once      one host runs what runs once on role web (on web1)",
            "before-switch tell-office on the worker, once, before the first host switches",
            "before-switch bin/quiet (on web1, web2)",
            "symlink   switch current to the release",
            "restart   bin/restart (on web1)",
            "finish",
            "log       a line in revisions.log",
            "finished  bin/report (on db1)",
            "finished  tell-all on the worker, once, at the end");
  }

  @Test
  void plan_names_old_releases_that_would_go() {
    for (int i = 1; i <= 4; i++) {
      fleet.serves("web1", "2025010100000" + i);
    }

    JsonNode plan =
        bench.run("plan", "production", "--revision", "v2", "--output", "json").exits(0).lastLine();

    // Five are kept: the new one and the newest four of six.
    assertEquals("[\"%s\",\"%s\"]".formatted(OLDER, OLD), plan.at("/hosts/0/removes").toString());
    assertEquals("[]", plan.at("/hosts/1/removes").toString());
  }

  @Test
  @Tag("capistrano-trap-7")
  void the_plan_of_a_rollback_names_the_release_that_the_rollback_then_takes() {
    bench.writesFile(2, "batches: [100%]");
    for (String host : List.of("web1", "web2", "db1")) {
      fleet.serves(host, "20250601000000");
    }

    bench
        .run("rollback", "production", "--plan")
        .exits(0)
        .says(
            "Rollback of production of shop, 3 hosts",
            "/releases/" + OLD,
            "web1, web2, db1  20250601000000",
            "Nothing has been changed.");
    assertTrue(fleet.orders().stream().allMatch(o -> o.release() == null), "only looked at");
    bench.run("rollback", "production").exits(0).says("Release " + OLD);
  }

  @Test
  @Tag("capistrano-trap-7")
  void the_plan_of_a_rollback_that_cannot_be_says_why() {
    fleet.serves("web2", "20250601000000");

    bench
        .run("rollback", "production", "--plan")
        .exits(1)
        .says("Hosts serve different releases", "The rollback would fail.");
    fleet.breaks("db1", "inspect", FailureType.UNREACHABLE);
    bench.run("rollback", "production", "--plan").exits(1).says("db1: tried to inspect");
  }

  @Test
  void plan_names_what_would_make_the_deploy_fail() {
    fleet.breaks("web2", "inspect", FailureType.UNREACHABLE);
    fleet.breaks("web1", "check", FailureType.PRECONDITION_FAILED);

    bench
        .run("plan", "production", "--revision", "v2", "--role", "web")
        .exits(1)
        .says(
            "web1: tried to check",
            "web2: tried to inspect",
            "No selected host plays role db, on which steps.migrate runs",
            "The deploy would fail.");
    bench
        .run("plan", "production", "--revision", "v2", "--host", "db1", "--without-migration")
        .exits(0)
        .hides("bin/migrate");
  }

  private void writesSecrets() {
    bench.writes(
        """
        application: shop
        repository: git@git.example.com:acme/shop.git
        deploy_to: /srv/shop
        secrets:
          URL: vault:secret/data/shop#url
          MAIL: ssm:/shop/mail
          TOKEN: vault:secret/data/migration#token
        secrets_version: follow
        secret_files:
          - {path: .env, secrets: [URL, MAIL], mode: '0640', owner: ':www', on: web}
        steps: {migrate: {run: bin/migrate, on: db, once: true, secrets: [TOKEN]}}
        stages:
          production:
            ssh: {user: deploy}
            hosts: [{name: web1, roles: [web]}, {name: db1, roles: [db]}]
        """);
  }

  @Test
  void check_and_plan_say_which_secrets_cannot_be_had_with_all_other_faults() {
    writesSecrets();
    bench
        .run("check", "production")
        .exits(0)
        .says("2 hosts of production can be deployed to. Its secrets can be had.");
    bench.stores.denies("MAIL");
    bench.stores.denies("TOKEN");
    fleet.breaks("db1", "check", FailureType.PRECONDITION_FAILED);

    bench
        .run("check", "production")
        .exits(1)
        .says(
            "production: tried to read ssm:/shop/mail (MAIL), but it is denied. Add a line.",
            "db1: tried to check",
            "1 of 2 hosts of production cannot be deployed to. 2 of its secrets cannot be had.");
    JsonNode check = bench.run("check", "production", "--output", "json").exits(1).lastLine();
    assertEquals("SECRET_UNUSABLE", check.at("/secrets/faults/0/type").asText());
    assertEquals("[\"TOKEN\"]", check.at("/secrets/faults/1/secrets").toString());
    assertEquals("3", check.at("/secrets/documents/0/version").asText());
    JsonNode plan =
        bench.run("plan", "production", "-r", "v2", "--output", "json").exits(1).lastLine();
    assertEquals(3, plan.get("faults").size(), plan.get("faults").toString());
  }

  @Test
  void the_plan_of_a_rollback_says_which_secrets_cannot_be_had() {
    writesSecrets();
    for (String host : List.of("web1", "db1")) {
      fleet.serves(host, "20250601000000");
    }
    bench.run("rollback", "production", "--plan").exits(0).says("Nothing is in the way.");
    bench.stores.denies("MAIL");

    bench
        .run("rollback", "production", "--plan")
        .exits(1)
        .says(
            "/releases/" + OLD,
            "production: tried to read ssm:/shop/mail (MAIL), but it is denied. Add a line.",
            "The rollback would fail.");
  }

  @Test
  void plan_shows_which_secrets_go_where_and_at_which_version() {
    writesSecrets();

    bench
        .run("plan", "production", "--revision", "v2")
        .exits(0)
        .says(
            "URL from vault:secret/data/shop#url, followed, now version 3",
            "file .env: dotenv with URL, MAIL, mode 0640, owner :www (on web1)",
            "step migrate has TOKEN in its environment");
    JsonNode secrets =
        bench
            .run("plan", "production", "-r", "v2", "--output", "json")
            .exits(0)
            .lastLine()
            .get("secrets");
    assertEquals("FOLLOW", secrets.get("version").asText());
    assertEquals("[\"web1\"]", secrets.at("/files/0/hosts").toString());
    assertTrue(
        fleet.orders().stream().allMatch(o -> o.target().secrets() == null), "hosts get nothing");
  }

  @Test
  void more_hosts_than_a_survey_may_have_are_asked_in_portions() {
    bench.writesFile(501, "batches: [100%], max_parallel: 200");

    JsonNode check =
        bench.run("check", "production", "-r", "v2", "--output", "json").exits(0).lastLine();

    assertEquals(502, check.get("hosts").size());
    assertEquals("web1", check.at("/hosts/0/host").asText());
    assertEquals("db1", check.at("/hosts/501/host").asText());
    assertEquals(FakeFleet.V2.value(), check.get("revision").asText());
  }
}
