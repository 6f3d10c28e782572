package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.OpenBao;
import io.slipway.testbench.Program;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said of secrets and signed keys before a deploy, by a real OpenBao. */
class SecretsBeforehandIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String SHOP = "path \"secret/data/shop*\" { capabilities = [\"read\"] }";
  private static final String OTHER = "path \"secret/data/other\" { capabilities = [\"read\"] }";
  private static final String SIGN = "path \"ssh/sign/deploy\" { capabilities = [\"update\"] }";

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("beforehand");
  private final OpenBao vault = OpenBao.start();
  private Installation installation;

  @BeforeEach
  void prepare() {
    vault.enableKv2("secret");
    vault.policy("shop", SHOP);
    installation =
        Installation.on(
            fleet, Map.of("VAULT_ADDR", vault.address(), "VAULT_TOKEN", vault.token("1h", "shop")));
    TwoVersions.in(repository, Map.of());
  }

  @AfterEach
  void close() {
    installation.close();
    vault.close();
    repository.close();
  }

  private void store(String path, String field, String value) {
    vault.call("POST", path, Map.of("data", Map.of(field, value)));
  }

  private void describe(String more) {
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        %s
        """
            .formatted(fleet.gitUrl("beforehand"), more),
        "{batches: [1, 100%], outage_for: 2m}");
  }

  private void says(CommandEnd end, String... texts) {
    for (String text : texts) {
      assertTrue(end.output().contains(text), text + " in " + end.output());
    }
  }

  @Test
  void check_and_plan_tell_all_that_is_missing_and_denied_until_it_is_there() {
    describe(
        """
        linked_files: [app.conf]
        secrets:
          URL: vault:secret/data/shop#url
          MAIL: vault:secret/data/shop-mail#password
          KEY: vault:secret/data/other#key
        secret_files: [{path: .env, secrets: [URL, MAIL], mode: '0640'}]
        steps: {restart: {run: /opt/fleet/bin/app restart, secrets: [KEY]}}
        """);
    store("secret/data/shop", "url", "value-of-url");
    store("secret/data/other", "key", "value-of-key");
    String before = everything();

    for (String command : List.of("check", "plan")) {
      CommandEnd faulty = installation.slipway(command, "production", "--revision", "v1");
      CommandEnd.ending(1, faulty);
      says(
          faulty,
          "production: tried to read vault:secret/data/shop-mail (MAIL), but Vault has nothing at",
          "production: tried to read vault:secret/data/other (KEY), but Vault does not allow it",
          OTHER,
          "app.conf does not exist");
      assertFalse(faulty.output().contains("value-of"), faulty.output());
    }

    vault.seal();
    says(
        CommandEnd.ending(1, installation.slipway("check", "production")),
        "tried to read vault:secret/data/shop (URL), but Vault is sealed",
        "3 of its secrets cannot be had.");
    vault.unseal();
    assertEquals(before, everything());

    vault.policy("shop", SHOP + "\n" + OTHER);
    store("secret/data/shop-mail", "password", "value-of-mail");
    fleet
        .hosts()
        .forEach(
            host ->
                fleet.execute(
                    host.number(), "mkdir -p /srv/app/shared && touch /srv/app/shared/app.conf"));
    says(
        CommandEnd.ending(0, installation.slipway("check", "production")),
        "2 hosts of production can be deployed to. Its secrets can be had.");
    store("secret/data/shop", "url", "value-of-url-2");
    CommandEnd plan = installation.slipway("plan", "production", "--revision", "v1");
    CommandEnd.ending(0, plan);
    says(
        plan,
        "URL from vault:secret/data/shop#url, pinned, now to version 2",
        "file .env: dotenv with URL, MAIL, mode 0640, owner the login",
        "step restart has KEY in its environment");
    says(
        installation.slipway("plan", "production", "--revision", "v1", "--output", "json"),
        "\"secrets\":{\"version\":\"PIN\",\"entries\":[{\"name\":\"URL\","
            + "\"reference\":\"vault:secret/data/shop#url\",\"version\":\"2\"}");
    assertFalse(plan.output().contains("value-of"), plan.output());
  }

  @Test
  void a_key_that_nobody_signs_is_no_fault_of_hosts() {
    describe("ssh: {certificate: vault:ssh/sign/deploy}");
    vault.enable("ssh", "ssh", Map.of());
    vault.call("POST", "ssh/config/ca", Map.of("generate_signing_key", true));
    vault.call(
        "POST",
        "ssh/roles/deploy",
        Map.of(
            "key_type",
            "ca",
            "allow_user_certificates",
            true,
            "allowed_users",
            "deploy",
            "ttl",
            "10m"));
    String before = everything();
    String fault = "production: tried to have a key signed by vault:ssh/sign/deploy for the login";

    says(CommandEnd.ending(1, installation.slipway("check", "production")), fault, SIGN);
    CommandEnd denied = installation.deploy("v1");
    CommandEnd.ending(1, denied);
    says(denied, fault, SIGN, "Nothing that is live has changed.");
    assertFalse(denied.output().contains("vm1: tried"), denied.output());
    assertEquals(before, everything());

    vault.policy("shop", SIGN);
    vault.seal();
    try (Program deploy = installation.start("deploy", "production", "--revision", "v1")) {
      deploy.awaitOutput("hosts are not to blame", LIMIT);
      vault.unseal();
      assertEquals(0, deploy.awaitExit(LIMIT), deploy.output());
      assertTrue(deploy.output().contains("the key for logging in is signed"), deploy.output());
    }
    says(
        CommandEnd.ending(0, installation.slipway("check", "production")),
        "2 hosts of production can be deployed to. Its secrets can be had.");
  }

  /** Names, times of change and targets of all that lies below {@code /srv} on any host. */
  private String everything() {
    StringBuilder all = new StringBuilder();
    fleet
        .hosts()
        .forEach(
            host ->
                all.append(
                    fleet.execute(host.number(), "find /srv -printf '%p %l %T@ %C@\\n' | sort")));
    return all.toString();
  }
}
