package io.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostOrder;
import io.slipway.contract.Initiator;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.Artifact;
import io.slipway.domain.Delivery;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Source;
import io.slipway.domain.StageName;
import io.slipway.domain.Target;
import io.slipway.redact.Redactor;
import io.slipway.secret.FakeStore;
import io.slipway.secret.SecretKeeper;
import io.slipway.secret.SecretsException;
import io.slipway.shell.Pulse;
import io.slipway.source.Artifacts;
import io.slipway.source.Repositories;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A place of artifacts is asked with the token that a reference leads to, and nobody tells it. */
class ArtifactTokenTest {
  private static final String SUM = "0123456789abcdef".repeat(4);

  @TempDir Path folder;

  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final FakeStore store = new FakeStore();
  private final Redactor redactor = new Redactor();
  private final SecretKeeper keeper = new SecretKeeper(store, redactor, InstantSource.system());
  private HttpServer server;
  private Artifacts artifacts;

  @BeforeEach
  void open() throws IOException {
    artifacts = new Artifacts(folder.resolve("cache"), Map.of());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] text = SUM.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
          }
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
    artifacts.close();
    keeper.close();
  }

  private String resolved() {
    HostOrder order = order();
    Attempt attempt = new Attempt(1, "run/1", Pulse.NONE);
    return new Parcels(
            new Repositories(folder.resolve("cache")), artifacts, new Lending(keeper, redactor))
        .resolve(order, attempt)
        .value();
  }

  private HostOrder order() {
    try (Site site = new Site(folder)) {
      Target usual = site.target();
      String url =
          "http://127.0.0.1:%d/shop-{revision}.tgz".formatted(server.getAddress().getPort());
      Artifact shop =
          new Artifact(url, "{url}.sha256", 0, SecretRef.parse("vault:secret/builds#token"));
      Target target =
          new Target(
              usual.application(),
              usual.stage(),
              Source.of(shop, Delivery.PUSH, null),
              usual.layout(),
              usual.steps(),
              null,
              usual.ssh(),
              usual.rollout(),
              usual.hosts());
      assertEquals(List.of(SecretRef.parse("vault:secret/builds#token")), target.references());
      return new HostOrder(
          new RunKey(
              ApplicationName.of("shop"),
              StageName.of("production"),
              RunKind.DEPLOY,
              ReleaseId.of("20261124000000")),
          target,
          null,
          null,
          "1.4.2",
          new Initiator("ana", "laptop"));
    }
  }

  @Test
  void it_is_read_for_the_run_and_kept_out_of_all_that_is_told() {
    store.put("secret/builds", "token", "s3cret-token\n");
    assertEquals(SUM, resolved());
    assertEquals(List.of("Bearer s3cret-token", "Bearer s3cret-token"), tokens);
    assertFalse(redactor.redact("it says s3cret-token").contains("s3cret"));
  }

  @Test
  void nobody_is_asked_without_it() {
    SecretsException e = assertThrows(SecretsException.class, this::resolved);
    assertEquals(FailureType.SECRET_UNUSABLE, e.type());
    assertEquals(List.of(), tokens);
  }
}
