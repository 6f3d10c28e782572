package io.slipway.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import io.slipway.testbench.Moto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What is read from a stand-in for AWS, and from one that refuses. */
class SsmStoreIT extends SecretStoreContract {
  private static Moto moto;
  private static SsmClient aws;

  private final Map<String, String> environment = new HashMap<>();
  private SecretStore store;
  private final AtomicInteger asked = new AtomicInteger();
  private @Nullable HttpServer refusing;

  @BeforeAll
  static void start() {
    moto = Moto.start();
    aws =
        SsmClient.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(URI.create(moto.address()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      aws.close();
      moto.close();
    }
  }

  @BeforeEach
  void open() {
    environment.putAll(Map.of("AWS_REGION", "eu-west-1", "AWS_ACCESS_KEY_ID", "id"));
    environment.put("AWS_SECRET_ACCESS_KEY", "key");
    environment.put("AWS_ENDPOINT_URL", moto.address());
    reopen();
  }

  @AfterEach
  void close() {
    store.close();
    if (refusing != null) {
      refusing.stop(0);
    }
  }

  @Override
  SecretStore store() {
    return store;
  }

  @Override
  SecretRef put(String name, String value) {
    return put("/shop/" + name, value, ParameterType.SECURE_STRING);
  }

  @Override
  SecretRef missing() {
    return SecretRef.parse("ssm:/shop/nothing");
  }

  @Override
  SecretRef putOutOfReach(String value) {
    refuse(400, "AccessDeniedException", Integer.MAX_VALUE);
    return put("/other", value, ParameterType.SECURE_STRING);
  }

  @Override
  Optional<SecretRef> away() {
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    reopen();
    return Optional.of(missing());
  }

  @Override
  boolean versioned() {
    return true;
  }

  @Test
  void namesTheStatementThatWouldAllowIt() {
    SecretException one = refused(putOutOfReach("x"));
    assertTrue(
        one.remedy()
            .contains(
                "{\"Effect\": \"Allow\", \"Action\": \"ssm:GetParameter\", \"Resource\":"
                    + " \"arn:aws:ssm:eu-west-1:*:parameter/other\"}"),
        one.remedy());
    SecretException many = refused(SecretRef.parse("ssm:/shop/"));
    assertTrue(
        many.remedy()
            .contains(
                "GetParametersByPath\", \"Resource\":"
                    + " \"arn:aws:ssm:eu-west-1:*:parameter/shop/*\""),
        many.remedy());
  }

  @Test
  void readsAllTypes() {
    assertEquals("plain", value(put("/types/a", "plain", ParameterType.STRING)));
    assertEquals("a,b,c", value(put("/types/b", "a,b,c", ParameterType.STRING_LIST)));
    assertEquals("kept", value(put("/types/c", "kept", ParameterType.SECURE_STRING)));
    SecretRef word = SecretRef.parse("ssm:word");
    put("word", "no path", ParameterType.STRING);
    assertEquals("no path", value(word));
  }

  @Test
  void keepsRingsOfKeysForPayloads() {
    String ring = "2026 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";
    String reference =
        "ssm:" + put("/slipway/payload-keys", ring, ParameterType.SECURE_STRING).path();
    try (StoredKeyRings rings = StoredKeyRings.of(environment, Path.of("/nowhere"))) {
      assertEquals("2026", rings.open(reference).active().id());
      String missing =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> rings.open("ssm:/slipway/no-keys"))
                  .getMessage());
      assertTrue(
          missing.startsWith("ssm:/slipway/no-keys: tried to read payload keys, but "), missing);
    }
  }

  @Test
  void readsVersionsAndLabels() {
    put("labelled", "old");
    aws.labelParameterVersion(r -> r.name("/shop/labelled").parameterVersion(1L).labels("live"));
    put("labelled", "new");
    assertEquals("old", value(SecretRef.parse("ssm:/shop/labelled:live")));
    assertEquals("old", value(SecretRef.parse("ssm:/shop/labelled:1")));
    assertEquals("new", value(SecretRef.parse("ssm:/shop/labelled:2")));
    assertEquals(Obstacle.MISSING, refused(SecretRef.parse("ssm:/shop/labelled:dead")).obstacle());
  }

  @Test
  void readsAllBelowAPathOverSeveralPages() {
    Map<String, String> expected = new HashMap<>();
    for (int i = 0; i < 25; i++) {
      put("/many/production/db/no" + i, "v" + i, ParameterType.SECURE_STRING);
      expected.put("db_no" + i, "v" + i);
    }
    assertEquals(expected, store.read(SecretRef.parse("ssm:/many/production/")).fields());
    assertEquals(Obstacle.MISSING, refused(SecretRef.parse("ssm:/many/staging/")).obstacle());
    put("/many/production/db_no1", "twice", ParameterType.STRING);
    assertEquals(Obstacle.MISUSED, refused(SecretRef.parse("ssm:/many/production/")).obstacle());
  }

  @Test
  void assumesARole() {
    SecretRef ref = put("roled", "value");
    environment.put("SLIPWAY_SSM_ROLE_ARN", "arn:aws:iam::123456789012:role/deploy");
    reopen();
    assertEquals("value", value(ref));
    environment.put("AWS_ENDPOINT_URL_SSM", moto.address());
    refuse(403, "AccessDenied", Integer.MAX_VALUE);
    SecretException refusal = refused(ref);
    assertEquals(Obstacle.DENIED, refusal.obstacle());
    assertTrue(refusal.reason().contains("assume"), refusal.reason());
  }

  @Test
  void asksThriceWhenItIsThrottled() {
    SecretRef ref = put("throttled", "value");
    refuse(400, "ThrottlingException", 2);
    assertEquals("value", value(ref));
    refuse(400, "ThrottlingException", Integer.MAX_VALUE);
    asked.set(0);
    SecretException refusal = refused(ref);
    assertEquals(Obstacle.AWAY, refusal.obstacle());
    assertTrue(refusal.reason().contains("less often"), refusal.reason());
    assertEquals(3, asked.get());
  }

  private static SecretRef put(String name, String value, ParameterType type) {
    aws.putParameter(r -> r.name(name).value(value).type(type).overwrite(true));
    return SecretRef.parse("ssm:" + name);
  }

  private void reopen() {
    if (store != null) {
      store.close();
    }
    store = SecretStores.open(environment, Path.of("/nowhere"), SecretPermissions.of(Map.of()));
  }

  /** Puts an AWS between that refuses the first requests, and passes on the others. */
  private void refuse(int status, String code, int times) {
    if (refusing != null) {
      refusing.stop(0);
    }
    AtomicInteger left = new AtomicInteger(times);
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    refusing = server;
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          if (left.getAndDecrement() > 0) {
            answer(exchange, status, "{\"__type\":\"" + code + "\",\"message\":\"no\"}", code);
          } else {
            passOn(exchange);
          }
          exchange.close();
        });
    server.start();
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    reopen();
  }

  private static void passOn(HttpExchange exchange) throws IOException {
    HttpURLConnection moto =
        (HttpURLConnection) URI.create(SsmStoreIT.moto.address()).toURL().openConnection();
    moto.setDoOutput(true);
    for (String header : List.of("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date")) {
      moto.setRequestProperty(header, exchange.getRequestHeaders().getFirst(header));
    }
    exchange.getRequestBody().transferTo(moto.getOutputStream());
    byte[] body = moto.getInputStream().readAllBytes();
    exchange.sendResponseHeaders(moto.getResponseCode(), body.length);
    exchange.getResponseBody().write(body);
  }

  private static void answer(HttpExchange exchange, int status, String json, String code)
      throws IOException {
    boolean query = exchange.getRequestHeaders().getFirst("X-Amz-Target") == null;
    String text =
        query
            ? "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>no</Message></Error></ErrorResponse>"
                .formatted(code)
            : json;
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
