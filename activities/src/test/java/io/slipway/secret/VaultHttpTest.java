package io.slipway.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that no Vault gives which is well. */
final class VaultHttpTest {
  private static final SecretRef SHOP = SecretRef.parse("vault:kv1/shop");
  private static final Duration LIMIT = Duration.ofMillis(500);

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void waitsForNoAnswerThatStopsHalfWay() {
    answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\": {\"url\": \"half a val", true);

    SecretException refusal =
        assertTimeoutPreemptively(LIMIT.multipliedBy(20), () -> refused("http"));

    assertEquals(Obstacle.AWAY, refusal.obstacle());
    assertFalse(refusal.reason().contains("half"), refusal.reason());
  }

  @Test
  void waitsForNoAnswerThatDoesNotBegin() {
    answer("", true);

    assertEquals(
        Obstacle.AWAY,
        assertTimeoutPreemptively(LIMIT.multipliedBy(20), () -> refused("http")).obstacle());
  }

  @Test
  void takesTlsThatBreaksForAVaultThatIsAway() {
    answer("", false);

    SecretException refusal = refused("https");

    assertEquals(Obstacle.AWAY, refusal.obstacle(), refusal.reason());
  }

  @Test
  void quotesNothingThatIsNotVaults() {
    String page = "<html>postgres://shop:hush</html>";
    answer("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(page.length(), page), false);

    SecretException refusal = refused("http");

    assertEquals(Obstacle.AWAY, refusal.obstacle());
    assertTrue(refusal.reason().contains("is not Vault"), refusal.reason());
    assertFalse(refusal.reason().contains("hush"), refusal.reason());
  }

  private SecretException refused(String scheme) {
    String address = "%s://127.0.0.1:%d".formatted(scheme, server.getLocalPort());
    VaultSettings settings = VaultSettings.of(Map.of("VAULT_ADDR", address), SHOP);
    try (VaultHttp vault = new VaultHttp(settings, LIMIT)) {
      return assertThrows(SecretException.class, () -> vault.get(SHOP, "token", "kv1/shop", null));
    }
  }

  /**
   * Answers each request with a text.
   *
   * @param open whether the connection stays open behind it
   */
  private void answer(String text, boolean open) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  Socket visitor = server.accept();
                  visitor.getInputStream().read();
                  visitor.getOutputStream().write(text.getBytes(US_ASCII));
                  if (!open) {
                    visitor.shutdownOutput();
                    visitor.getInputStream().readAllBytes();
                    visitor.close();
                  }
                }
              } catch (IOException ended) {
                // the test is over
              }
            });
  }
}
