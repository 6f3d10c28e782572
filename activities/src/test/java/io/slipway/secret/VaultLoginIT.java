package io.slipway.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.OpenBao;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All ways to log in to a real OpenBao, over TLS, and what becomes of tokens. */
class VaultLoginIT {
  private static final SecretRef SHOP = SecretRef.parse("vault:kv1/shop#url");

  private static OpenBao bao;

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private SecretStores stores =
      SecretStores.open(Map.of(), Path.of("/nowhere"), SecretPermissions.all());

  @BeforeAll
  static void start() {
    bao = OpenBao.startWithTls();
    bao.enable("kv1", "kv", Map.of("version", "1"));
    bao.call("POST", "kv1/shop", Map.of("url", "value"));
    bao.policy("worker", "path \"kv1/*\" { capabilities = [\"read\"] }");
    bao.enableAuth("approle", "approle");
    bao.call(
        "POST",
        "auth/approle/role/deploy",
        Map.of("token_policies", List.of("worker"), "token_ttl", "1h", "secret_id_num_uses", 0));
  }

  @AfterAll
  static void stop() {
    if (bao != null) {
      bao.close();
    }
  }

  @BeforeEach
  void trustItsAuthority() {
    environment.put("VAULT_ADDR", bao.address());
    environment.put("VAULT_CACERT", bao.authorityFile().toString());
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void trustsNobodyElsesCertificates() {
    environment.put("VAULT_TOKEN", bao.token("1h", "worker"));
    assertEquals("value", read());
    environment.remove("VAULT_CACERT");
    SecretException refusal = refused();
    assertEquals(Obstacle.MISUSED, refusal.obstacle());
    assertTrue(refusal.remedy().contains("VAULT_CACERT"), refusal.remedy());
  }

  @Test
  void readsTheTokenFileAnewWhenItsTokenIsWorthless() throws IOException {
    String first = bao.token("1h", "worker");
    Path file = Files.writeString(folder.resolve(".vault-token"), first + "\n");
    assertEquals("value", read());
    bao.revokeToken(first);
    Files.writeString(file, bao.token("1h", "worker"));
    assertEquals("value", readAgain());
    environment.put("VAULT_TOKEN_FILE", folder.resolve("nothing").toString());
    assertEquals(Obstacle.DENIED, refused().obstacle());
  }

  @Test
  void logsInAnewOnceAfterRevocation() throws IOException {
    appRole();
    assertEquals("value", read());
    long logins = logins("approle");
    revokeAllOf("approle");
    assertEquals("value", readAgain());
    assertEquals(logins + 1, logins("approle"));
    SecretException refusal =
        assertThrows(
            SecretException.class, () -> stores.read(SecretRef.parse("vault:secret/data/x")));
    assertEquals(Obstacle.DENIED, refusal.obstacle());
    assertEquals(logins + 1, logins("approle")); // a refused path is no reason to log in
  }

  @Test
  void unwrapsASecretIdOnce() throws IOException {
    JsonNode wrapped =
        bao.call(
            "POST",
            "auth/approle/role/deploy/secret-id",
            Map.of(),
            Map.of("X-Vault-Wrap-TTL", "5m"));
    Path file = folder.resolve("wrapped");
    Files.writeString(file, wrapped.path("wrap_info").path("token").asText());
    environment.put("SLIPWAY_VAULT_AUTH", "approle");
    environment.put("SLIPWAY_VAULT_ROLE_ID", roleId());
    environment.put("SLIPWAY_VAULT_WRAPPED_SECRET_ID_FILE", file.toString());
    assertEquals("value", read());
    revokeAllOf("approle");
    assertEquals("value", readAgain()); // with what was kept
    SecretException refusal = refused(); // a second worker
    assertEquals(Obstacle.DENIED, refusal.obstacle());
    assertTrue(refusal.reason().contains("somebody else"), refusal.reason());
  }

  @Test
  void logsInWithTheStatementOfACiJob() throws Exception {
    KeyPair pair = rsa();
    bao.enableAuth("ci", "jwt");
    bao.call("POST", "auth/ci/config", Map.of("jwt_validation_pubkeys", List.of(pem(pair))));
    bao.call(
        "POST",
        "auth/ci/role/deploy",
        Map.of(
            "role_type",
            "jwt",
            "user_claim",
            "sub",
            "bound_audiences",
            List.of("slipway"),
            "token_policies",
            List.of("worker")));
    environment.put("SLIPWAY_VAULT_AUTH", "jwt");
    environment.put("SLIPWAY_VAULT_AUTH_MOUNT", "ci");
    environment.put("SLIPWAY_VAULT_ROLE", "deploy");
    environment.put("SLIPWAY_VAULT_JWT", jwt(pair, "slipway"));
    assertEquals("value", read());
    environment.remove("SLIPWAY_VAULT_JWT");
    Path file = Files.writeString(folder.resolve("jwt"), jwt(pair, "slipway") + "\n");
    environment.put("SLIPWAY_VAULT_JWT_FILE", file.toString());
    assertEquals("value", read());
    Files.writeString(file, jwt(pair, "somebody else"));
    SecretException refusal = refused();
    assertEquals(Obstacle.DENIED, refusal.obstacle());
    assertTrue(refusal.reason().contains("jwt at auth/ci"), refusal.reason());
  }

  @Test
  void logsInWithTheStatementOfAPod() throws Exception {
    HttpServer kubernetes =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] review =
        """
        {"kind": "TokenReview", "apiVersion": "authentication.k8s.io/v1", "status":
         {"authenticated": true, "user": {"uid": "u1",
          "username": "system:serviceaccount:ops:slipway"}}}
        """
            .getBytes(UTF_8);
    kubernetes.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(201, review.length);
          exchange.getResponseBody().write(review);
          exchange.close();
        });
    kubernetes.start();
    try {
      bao.enableAuth("kubernetes", "kubernetes");
      String host = "http://127.0.0.1:" + kubernetes.getAddress().getPort();
      bao.call(
          "POST",
          "auth/kubernetes/config",
          Map.of(
              "kubernetes_host",
              host,
              "disable_local_ca_jwt",
              true,
              "kubernetes_ca_cert",
              Files.readString(bao.authorityFile())));
      bao.call(
          "POST",
          "auth/kubernetes/role/deploy",
          Map.of(
              "bound_service_account_names", List.of("slipway"),
              "bound_service_account_namespaces", List.of("ops"),
              "token_policies", List.of("worker")));
      Path file = folder.resolve("pod");
      Files.writeString(file, pod(rsa()));
      environment.put("SLIPWAY_VAULT_AUTH", "kubernetes");
      environment.put("SLIPWAY_VAULT_ROLE", "deploy");
      environment.put("SLIPWAY_VAULT_JWT_FILE", file.toString());
      assertEquals("value", read());
    } finally {
      kubernetes.stop(0);
    }
  }

  @Test
  void renewsItsTokenEvenWhenNobodyReads() {
    environment.put("VAULT_TOKEN", bao.token("3s", "worker"));
    long before = renewals();
    assertEquals("value", read());
    Eventually.within(Duration.ofSeconds(10), "two renewals", () -> renewals() >= before + 2);
    assertEquals("value", readAgain());
  }

  private String read() {
    stores.close();
    stores = SecretStores.open(environment, folder, SecretPermissions.of(environment));
    return readAgain();
  }

  private String readAgain() {
    return stores.read(SHOP).value("url").orElseThrow();
  }

  private SecretException refused() {
    return assertThrows(SecretException.class, this::read);
  }

  private void appRole() throws IOException {
    JsonNode secret = bao.call("POST", "auth/approle/role/deploy/secret-id", Map.of());
    Path file = folder.resolve("secret-id");
    Files.writeString(file, secret.path("data").path("secret_id").asText());
    environment.put("SLIPWAY_VAULT_AUTH", "approle");
    environment.put("SLIPWAY_VAULT_ROLE_ID", roleId());
    environment.put("SLIPWAY_VAULT_SECRET_ID_FILE", file.toString());
  }

  private static String roleId() {
    JsonNode answer = bao.call("GET", "auth/approle/role/deploy/role-id", Map.of());
    return answer.path("data").path("role_id").asText();
  }

  private static void revokeAllOf(String mount) {
    bao.call("PUT", "sys/leases/revoke-prefix/auth/" + mount, Map.of());
  }

  private static long logins(String mount) {
    return bao.requests("update", "auth/" + mount + "/login");
  }

  private static long renewals() {
    return bao.requests("update", "auth/token/renew-self");
  }

  private static KeyPair rsa() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String jwt(KeyPair pair, String audience) throws GeneralSecurityException {
    return signed(
        pair,
        "{\"sub\":\"ci\",\"aud\":\"%s\",\"iat\":%d,\"exp\":%d}"
            .formatted(
                audience,
                Instant.now().getEpochSecond() - 60,
                Instant.now().plusSeconds(600).getEpochSecond()));
  }

  private static String pod(KeyPair pair) throws GeneralSecurityException {
    return signed(
        pair,
        """
        {"iss":"kubernetes/serviceaccount","sub":"system:serviceaccount:ops:slipway","iat":%d,"exp":%d,
         "kubernetes.io/serviceaccount/namespace":"ops",
         "kubernetes.io/serviceaccount/service-account.name":"slipway",
         "kubernetes.io/serviceaccount/service-account.uid":"u1"}
        """
            .formatted(
                Instant.now().getEpochSecond() - 60,
                Instant.now().plusSeconds(600).getEpochSecond()));
  }

  private static String signed(KeyPair pair, String claims) throws GeneralSecurityException {
    String body =
        base64("{\"alg\":\"RS256\"}".getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(body.getBytes(UTF_8));
    return body + "." + base64(signature.sign());
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
