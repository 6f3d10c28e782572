package io.slipway.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.SecretPin;
import io.slipway.contract.SecretsFound;
import io.slipway.contract.SecretsOrder;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Delivery;
import io.slipway.domain.Host;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.HostName;
import io.slipway.domain.Layout;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Rollout;
import io.slipway.domain.Secret;
import io.slipway.domain.SecretFile;
import io.slipway.domain.SecretFileFormat;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Secrets;
import io.slipway.domain.SecretsVersion;
import io.slipway.domain.Source;
import io.slipway.domain.SshSettings;
import io.slipway.domain.StageName;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.redact.Redactor;
import io.slipway.secret.SecretException.Obstacle;
import io.slipway.shell.Pulse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a worker reads of secrets, how often, and for how long it knows them. */
class SecretKeeperTest {
  private static final ApplicationName SHOP = ApplicationName.of("shop");
  private static final StageName PRODUCTION = StageName.of("production");
  private static final RunKey RUN = run("20261124100000");

  private final FakeStore store = new FakeStore();
  private final Redactor redactor = new Redactor();
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private final SecretKeeper keeper = new SecretKeeper(store, redactor, () -> now);

  @AfterEach
  void close() {
    keeper.close();
  }

  private static RunKey run(String id) {
    return new RunKey(SHOP, PRODUCTION, RunKind.DEPLOY, ReleaseId.of(id));
  }

  static Secret secret(String name, String ref) {
    return new Secret(name, SecretRef.parse(ref));
  }

  static Secrets secrets(SecretsVersion version, Secret... entries) {
    return new Secrets(List.of(entries), version, List.of());
  }

  static SecretsOrder order(Secrets secrets, List<SecretPin> pins) {
    Target target =
        new Target(
            SHOP,
            PRODUCTION,
            new Source("/srv/git/shop.git", Delivery.CLONE, null, false),
            new Layout("/srv/shop", 5, List.of(), List.of()),
            Steps.NONE,
            null,
            new SshSettings(
                "deploy",
                22,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                HostKeyPolicy.STRICT,
                false),
            new Rollout(List.of(new BatchSize(1, false)), Duration.ZERO, 1, 1),
            List.of(new Host(HostName.of("web1"), null, null, null, List.of(), false)));
    return new SecretsOrder(RUN, target.withSecrets(secrets), pins, List.of());
  }

  private Map<String, String> lent(Secrets secrets, List<SecretPin> pins) {
    try (SecretValues values = keeper.lend(RUN, secrets, pins, Pulse.NONE)) {
      return values.some(List.of());
    }
  }

  @Test
  void a_thousand_hosts_need_one_read_of_each_document() throws Exception {
    store.put("secret/data/shop", Map.of("url", "postgres://1", "key", "k3y-0001"));
    store.put("secret/data/mail", "password", "m4il-pass");
    Secrets secrets =
        secrets(
            SecretsVersion.PIN,
            secret("URL", "vault:secret/data/shop#url"),
            secret("KEY", "vault:secret/data/shop#key"),
            secret("MAIL", "vault:secret/data/mail"));
    SecretsFound found = keeper.find(order(secrets, List.of()), Pulse.NONE);

    try (ExecutorService hosts = Executors.newFixedThreadPool(50)) {
      List<Future<Map<String, String>>> all = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        all.add(hosts.submit(() -> lent(secrets, found.pins())));
      }
      for (Future<Map<String, String>> one : all) {
        assertEquals(
            Map.of("URL", "postgres://1", "KEY", "k3y-0001", "MAIL", "m4il-pass"), one.get());
      }
    }

    assertEquals(2, store.reads());
    SecretsFound nextBatch = keeper.find(order(secrets, found.pins()), Pulse.NONE);
    assertEquals(4, store.reads());
    assertEquals(found.pins(), nextBatch.pins());
    assertEquals(List.of(), nextBatch.notes());
  }

  @Test
  void a_change_is_told_and_pinned_or_followed() {
    for (SecretsVersion version : SecretsVersion.values()) {
      String path = "secret/data/" + version;
      store.put(path, "url", "first-value");
      Secrets secrets = secrets(version, secret("URL", "vault:" + path));
      List<SecretPin> pins = keeper.find(order(secrets, List.of()), Pulse.NONE).pins();
      store.put(path, "url", "second-value");

      SecretsFound again = keeper.find(order(secrets, pins), Pulse.NONE);

      assertTrue(
          again.notes().getFirst().startsWith("URL was changed in its store (version 1, now 2)."),
          again.notes().toString());
      assertEquals(
          Map.of("URL", version == SecretsVersion.PIN ? "first-value" : "second-value"),
          lent(secrets, again.pins()));
    }
  }

  @Test
  void another_worker_reads_the_version_that_is_pinned() {
    store.put("secret/data/shop", "url", "first-value");
    Secrets secrets = secrets(SecretsVersion.PIN, secret("URL", "vault:secret/data/shop"));
    List<SecretPin> pins = keeper.find(order(secrets, List.of()), Pulse.NONE).pins();
    store.put("secret/data/shop", "url", "second-value");

    try (SecretKeeper other = new SecretKeeper(store, new Redactor(), () -> now);
        SecretValues values = other.lend(RUN, secrets, pins, Pulse.NONE)) {
      assertEquals(Map.of("URL", "first-value"), values.some(List.of()));
      assertEquals("versions", values.keeper());
    }
  }

  @Test
  void what_has_no_versions_stays_as_this_worker_has_read_it() {
    store.putPlain("/etc/shop/url", Map.of("", "first-value"));
    Secrets secrets = secrets(SecretsVersion.PIN, secret("URL", "file:/etc/shop/url"));
    List<SecretPin> pins = keeper.find(order(secrets, List.of()), Pulse.NONE).pins();
    store.putPlain("/etc/shop/url", Map.of("", "second-value"));

    SecretsFound again = keeper.find(order(secrets, pins), Pulse.NONE);

    assertEquals(pins, again.pins());
    assertTrue(again.notes().getFirst().startsWith("URL was changed in its store. "));
    assertEquals(Map.of("URL", "first-value"), lent(secrets, pins));
    try (SecretKeeper other = new SecretKeeper(store, new Redactor(), () -> now);
        SecretValues ours = keeper.lend(RUN, secrets, pins, Pulse.NONE);
        SecretValues theirs = other.lend(RUN, secrets, pins, Pulse.NONE)) {
      assertNotEquals(ours.keeper(), theirs.keeper());
    }
  }

  @Test
  void what_is_lent_is_not_lent_again_before_it_is_old_and_is_given_back() {
    store.lend(
        "database/creds/shop",
        Map.of("username", "v-1", "password", "pw-1111"),
        "lease/1",
        Duration.ofHours(1));
    Secrets secrets =
        secrets(SecretsVersion.PIN, secret("PASSWORD", "vault:database/creds/shop#password"));
    SecretsFound found = keeper.find(order(secrets, List.of()), Pulse.NONE);
    assertEquals(List.of("lease/1"), found.leases());
    store.lend(
        "database/creds/shop",
        Map.of("username", "v-2", "password", "pw-2222"),
        "lease/2",
        Duration.ofHours(1));

    now = now.plus(Duration.ofMinutes(30));
    assertEquals(found.pins(), keeper.find(order(secrets, found.pins()), Pulse.NONE).pins());
    assertEquals(1, store.reads());
    now = now.plus(Duration.ofMinutes(15));
    SecretsFound anew = keeper.find(order(secrets, found.pins()), Pulse.NONE);
    assertEquals(Map.of("PASSWORD", "pw-2222"), lent(secrets, anew.pins()));
    assertEquals(List.of(), anew.notes());

    keeper.giveBack(
        new SecretsOrder(RUN, order(secrets, List.of()).target(), anew.pins(), found.leases()));
    assertEquals(List.of("lease/1", "lease/2"), store.givenBack());
    assertTrue(redactor.isIdle());
  }

  @Test
  void what_hosts_have_in_files_is_not_taken_from_them() {
    store.lend(
        "database/creds/shop", Map.of("password", "pw-1111"), "lease/1", Duration.ofHours(1));
    Secrets secrets =
        new Secrets(
            List.of(secret("PASSWORD", "vault:database/creds/shop")),
            SecretsVersion.PIN,
            List.of(
                new SecretFile(
                    ".env", SecretFileFormat.DOTENV, null, List.of(), "0600", null, null)));

    assertEquals(List.of(), keeper.find(order(secrets, List.of()), Pulse.NONE).leases());
    keeper.giveBack(order(secrets, List.of()));
    assertEquals(List.of(), store.givenBack());
  }

  @Test
  void all_that_cannot_be_had_is_told_together() {
    store.put("secret/data/shop", Map.of("url", "x", "key", "y"));
    Secrets secrets =
        secrets(
            SecretsVersion.PIN,
            secret("URL", "vault:secret/data/shop"),
            secret("KAY", "vault:secret/data/shop#kay"),
            secret("MAIL", "vault:secret/data/mail"));

    SecretsException failure =
        assertThrows(
            SecretsException.class, () -> keeper.find(order(secrets, List.of()), Pulse.NONE));

    assertEquals(FailureType.SECRET_UNUSABLE, failure.type());
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("3 of them cannot be had"), message);
    assertTrue(message.contains("vault:secret/data/mail (MAIL): there is no such secret"), message);
    assertTrue(message.contains("it has no field kay, only "), message);
    assertTrue(message.contains("it has several fields: "), message);
    assertNull(failure.getCause());
  }

  @Test
  void a_store_that_is_away_is_an_outage_but_not_for_who_knows_already() {
    store.put("secret/data/shop", "url", "first-value");
    Secrets secrets = secrets(SecretsVersion.PIN, secret("URL", "vault:secret/data/shop"));
    List<SecretPin> pins = keeper.find(order(secrets, List.of()), Pulse.NONE).pins();
    store.fail(Obstacle.AWAY);

    SecretsException failure =
        assertThrows(SecretsException.class, () -> keeper.find(order(secrets, pins), Pulse.NONE));

    assertEquals(FailureType.SECRETS_UNREACHABLE, failure.type());
    assertTrue(failure.type().outage());
    assertEquals(Map.of("URL", "first-value"), lent(secrets, pins));
  }

  @Test
  void a_star_stands_for_all_fields_under_their_own_names() {
    store.put("secret/data/shop", Map.of("redis-url", "redis://1"));
    Secrets secrets = secrets(SecretsVersion.PIN, secret("*", "vault:secret/data/shop"));

    assertEquals(Map.of("redis_url", "redis://1"), lent(secrets, List.of()));
    try (SecretValues values = keeper.lend(RUN, secrets, List.of(), Pulse.NONE)) {
      SecretsException failure =
          assertThrows(SecretsException.class, () -> values.some(List.of("REDIS_URL")));
      assertTrue(String.valueOf(failure.getMessage()).contains("There are redis_url."));
      assertFalse(values.toString().contains("redis://1"));
    }
  }

  @Test
  void values_are_kept_out_of_texts_for_as_long_as_they_are_known() {
    store.put("secret/data/shop", "url", "first-value");
    Secrets secrets = secrets(SecretsVersion.PIN, secret("URL", "vault:secret/data/shop"));
    SecretsFound found = keeper.find(order(secrets, List.of()), Pulse.NONE);
    assertEquals("a [secret] b", redactor.redact("a first-value b"));

    keeper.giveBack(order(secrets, found.pins()));

    assertTrue(redactor.isIdle());
  }
}
