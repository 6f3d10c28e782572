package io.slipway.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import io.slipway.testbench.OpenBao;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read from a real OpenBao, and what becomes of it there. */
class VaultStoreIT extends SecretStoreContract {
  private static OpenBao bao;

  private SecretStore store;
  private boolean killed;

  @BeforeAll
  static void start() {
    bao = OpenBao.start();
    bao.enableKv2("secret");
    bao.enable("kv1", "kv", Map.of("version", "1"));
    bao.policy(
        "worker",
        """
        path "secret/data/shop/*" { capabilities = ["read"] }
        path "kv1/*" { capabilities = ["read"] }
        path "rabbitmq/creds/shop" { capabilities = ["read"] }
        path "sys/leases/revoke" { capabilities = ["update"] }
        """);
  }

  @AfterAll
  static void stop() {
    if (bao != null) {
      bao.close();
    }
  }

  @BeforeEach
  void open() {
    store = open(Map.of("VAULT_TOKEN", bao.token("1h", "worker")));
  }

  @AfterEach
  void close() {
    store.close();
    if (killed) {
      bao.restart();
    }
  }

  @Override
  SecretStore store() {
    return store;
  }

  @Override
  SecretRef put(String name, String value) {
    bao.call("POST", "secret/data/shop/" + name, Map.of("data", Map.of("url", value)));
    return SecretRef.parse("vault:secret/data/shop/" + name + "#url");
  }

  @Override
  SecretRef missing() {
    return SecretRef.parse("vault:secret/data/shop/nothing");
  }

  @Override
  SecretRef putOutOfReach(String value) {
    bao.call("POST", "secret/data/other", Map.of("data", Map.of("url", value)));
    return SecretRef.parse("vault:secret/data/other");
  }

  @Override
  Optional<SecretRef> away() {
    SecretRef ref = put("away", "value");
    assertEquals("value", value(ref));
    bao.kill();
    killed = true;
    return Optional.of(ref);
  }

  @Override
  boolean versioned() {
    return true;
  }

  @Test
  void namesThePolicyThatWouldAllowIt() {
    String remedy = refused(putOutOfReach("x")).remedy();
    assertTrue(remedy.endsWith("path \"secret/data/other\" { capabilities = [\"read\"] }"), remedy);
  }

  @Test
  void answersWithAllFieldsOfBothVersionsOfKv() {
    Map<String, @Nullable Object> kept = new HashMap<>();
    kept.putAll(Map.of("url", "u", "port", 5432, "tags", List.of("a")));
    kept.put("nothing", null);
    bao.call("POST", "kv1/shop", kept);
    bao.call("POST", "secret/data/shop/all", Map.of("data", kept));
    Map<String, String> expected = Map.of("url", "u", "port", "5432", "tags", "[\"a\"]");
    SecretDocument first = store.read(SecretRef.parse("vault:kv1/shop#url"));
    assertEquals(expected, first.fields());
    assertEquals(null, first.version());
    SecretDocument second = store.read(SecretRef.parse("vault:secret/data/shop/all"));
    assertEquals(expected, second.fields());
    assertEquals("1", second.version());
    assertEquals(Obstacle.MISUSED, refused(SecretRef.parse("vault:kv1/shop?version=1")).obstacle());
  }

  @Test
  void tellsDeletedFromDestroyed() {
    SecretRef ref = put("gone", "one");
    bao.call("DELETE", "secret/data/shop/gone", Map.of());
    assertEquals("its newest version was deleted", refused(ref).reason());
    put("gone", "two");
    bao.call("PUT", "secret/destroy/shop/gone", Map.of("versions", List.of(1)));
    assertEquals("version 1 was destroyed", refused(ref.at("1")).reason());
    assertEquals("two", value(ref));
  }

  @Test
  void givesBackWhatWasLent() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer rabbit =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    rabbit.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    rabbit.start();
    try {
      bao.enable("rabbitmq", "rabbitmq", Map.of());
      String address = "http://127.0.0.1:" + rabbit.getAddress().getPort();
      bao.call(
          "POST",
          "rabbitmq/config/connection",
          Map.of(
              "connection_uri",
              address,
              "username",
              "u",
              "password",
              "p",
              "verify_connection",
              false));
      bao.call("POST", "rabbitmq/roles/shop", Map.of("tags", "management"));
      SecretDocument lent = store.read(SecretRef.parse("vault:rabbitmq/creds/shop"));
      assertTrue(lent.fields().keySet().containsAll(List.of("username", "password")));
      assertNotNull(lent.validFor());
      String lease = String.valueOf(lent.lease());
      store.giveBack(lease);
      assertEquals("DELETE", asked.getLast());
      int before = asked.size();
      store.giveBack(lease);
      assertEquals(before, asked.size());
    } finally {
      rabbit.stop(0);
    }
  }

  @Test
  void tellsThatItIsSealedAndGoesOnAfterwards() {
    SecretRef ref = put("sealed", "value");
    bao.seal();
    try {
      SecretException refusal = refused(ref);
      assertEquals(Obstacle.AWAY, refusal.obstacle());
      assertTrue(refusal.reason().contains("sealed"), refusal.reason());
    } finally {
      bao.unseal();
    }
    assertEquals("value", value(ref));
  }

  @Test
  void goesOnAfterARestart() {
    SecretRef ref = put("kept", "value");
    assertEquals("value", value(ref));
    bao.kill();
    bao.restart();
    assertEquals("value", value(ref));
  }

  @Test
  void staysInItsNamespace() {
    bao.call("POST", "sys/namespaces/team", Map.of());
    Map<String, String> inside = Map.of("X-Vault-Namespace", "team");
    bao.call("POST", "sys/mounts/kv", Map.of("type", "kv"), inside);
    bao.call("POST", "kv/shop", Map.of("url", "of the team"), inside);
    try (SecretStore team =
        open(Map.of("VAULT_TOKEN", bao.rootToken(), "VAULT_NAMESPACE", "team"))) {
      assertEquals(
          Map.of("url", "of the team"), team.read(SecretRef.parse("vault:kv/shop")).fields());
    }
  }

  @Test
  void readsOnceForEachQuestion() {
    SecretRef ref = put("counted", "value");
    value(ref);
    value(ref);
    assertEquals(2, bao.requests("read", "secret/data/shop/counted"));
  }

  @Test
  void doesNotHandOutItsOwnToken() {
    String own = bao.token("1h", "worker");
    bao.call("POST", "kv1/own", Map.of("note", "Bearer " + own));
    store.close();
    store = open(Map.of("VAULT_TOKEN", own));
    assertEquals(Obstacle.MISUSED, refused(SecretRef.parse("vault:kv1/own")).obstacle());
  }

  private static SecretStore open(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("VAULT_ADDR", bao.address());
    return SecretStores.open(environment, Path.of("/nowhere"), SecretPermissions.of(Map.of()));
  }
}
