package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.OpenBao;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets that change, go, or cannot be read between one host and the next. */
class SecretsInMidDeployIT {
  private static final int HOSTS = 3;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(HOSTS);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("rotating");
  private final OpenBao vault = OpenBao.start();
  private String token = "";
  private Installation installation;

  @BeforeEach
  void prepare() {
    vault.enableKv2("secret");
    vault.policy("shop", "path \"secret/data/shop\" { capabilities = [\"read\"] }");
    token = vault.token("1h", "shop");
    installation =
        Installation.on(fleet, Map.of("VAULT_ADDR", vault.address(), "VAULT_TOKEN", token));
    TwoVersions.in(repository, Map.of());
    store("value-1");
  }

  @AfterEach
  void close() {
    installation.close();
    vault.close();
    repository.close();
  }

  private void store(String value) {
    vault.call("POST", "secret/data/shop", Map.of("data", Map.of("url", value)));
  }

  private void describe(String version, String ref, String bake) {
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        secrets: {URL: '%s'}
        secrets_version: %s
        secret_files: [.env]
        """
            .formatted(fleet.gitUrl("rotating"), ref, version),
        "{batches: [1, 100%%], bake: %s, outage_for: 2m}".formatted(bake));
  }

  private List<String> values() {
    return IntStream.rangeClosed(1, HOSTS)
        .mapToObj(host -> value(host).strip().replaceAll("^URL='|'$", ""))
        .toList();
  }

  private String value(int host) {
    try {
      String release = fleet.state().get(host - 1).current().orElseThrow();
      return Files.readString(fleet.onDisk(host, "/srv/app/releases/%s/.env".formatted(release)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Deploys, and does something when the first batch is live. */
  private CommandEnd deploy(String revision, Runnable between) {
    try (Program deploy = installation.start("deploy", "production", "--revision", revision)) {
      deploy.awaitOutput("next one in", LIMIT);
      between.run();
      int code = deploy.awaitExit(LIMIT);
      return new CommandEnd(code, deploy.output());
    }
  }

  @Test
  void a_rotated_secret_is_pinned_or_followed_as_the_file_says() {
    describe("pin", "vault:secret/data/shop#url", "4s");
    long before = vault.requests("read", "secret/data/shop");
    CommandEnd pinned = deploy("v1", () -> store("value-2"));
    CommandEnd.ending(0, pinned);
    assertEquals(List.of("value-1", "value-1", "value-1"), values());
    assertTrue(
        pinned.output().contains("URL was changed in its store (version 1, now 2)"),
        pinned.output());
    assertEquals(
        3, vault.requests("read", "secret/data/shop") - before, "one look and two batches");

    describe("follow", "vault:secret/data/shop#url", "4s");
    CommandEnd followed = deploy("v2", () -> store("value-3"));
    CommandEnd.ending(0, followed);
    assertEquals(List.of("value-2", "value-3", "value-3"), values());
    assertTrue(followed.output().contains("get the newer one"), followed.output());

    CommandEnd.ending(0, installation.slipway("rollback", "production"));
    assertEquals(List.of("value-3", "value-3", "value-3"), values(), "a rollback follows, too");
  }

  @Test
  void a_vault_that_is_sealed_or_gone_is_waited_for_and_pinned_secrets_need_it_no_more() {
    describe("follow", "vault:secret/data/shop#url", "3s");
    try (Program deploy = installation.start("deploy", "production", "--revision", "v1")) {
      deploy.awaitOutput("next one in", LIMIT);
      vault.seal();
      store("value-2", deploy);
      assertEquals(0, deploy.awaitExit(LIMIT), deploy.output());
      assertTrue(deploy.output().contains("hosts are not to blame"), deploy.output());
    }
    assertEquals(List.of("value-1", "value-2", "value-2"), values());

    describe("pin", "vault:secret/data/shop#url", "3s");
    CommandEnd gone = deploy("v2", vault::kill);
    CommandEnd.ending(0, gone);
    assertTrue(
        gone.output().contains("goes on with the secrets that it has found before"), gone.output());
    assertEquals(List.of("value-2", "value-2", "value-2"), values());
    vault.restart();
  }

  /** Once the deploy says that it waits, the store is opened again with another value. */
  private void store(String value, Program waiting) {
    waiting.awaitOutput("is sealed", LIMIT);
    vault.unseal();
    store(value);
  }

  @Test
  void what_may_not_be_read_is_said_before_anything_is_touched_and_puts_back_what_was() {
    describe("follow", "vault:secret/data/shop#url", "3s");
    CommandEnd.ending(0, installation.deploy("v1"));
    List<String> live = fleet.state().stream().map(s -> s.current().orElseThrow()).toList();

    describe("follow", "vault:secret/data/other#url", "3s");
    CommandEnd denied = installation.deploy("v2");
    CommandEnd.ending(1, denied);
    assertTrue(denied.output().contains("vault:secret/data/other (URL)"), denied.output());
    assertTrue(denied.output().contains("path \"secret/data/other\""), denied.output());
    describe("follow", "vault:secret/data/shop#uri", "3s");
    CommandEnd missing = installation.deploy("v2");
    CommandEnd.ending(1, missing);
    assertTrue(missing.output().contains("no field uri, only url"), missing.output());
    assertEquals(
        List.of(live.getFirst()), fleet.state().getFirst().releases(), "no host was touched");

    describe("follow", "vault:secret/data/shop#url", "3s");
    CommandEnd revoked = deploy("v2", () -> vault.revokeToken(token));
    CommandEnd.ending(3, revoked);
    assertEquals(
        live,
        fleet.state().stream().map(s -> s.current().orElseThrow()).toList(),
        revoked.output());
  }
}
