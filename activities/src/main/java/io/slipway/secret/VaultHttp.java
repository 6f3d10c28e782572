package io.slipway.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.jopenlibs.vault.rest.Rest;
import io.github.jopenlibs.vault.rest.RestException;
import io.github.jopenlibs.vault.rest.RestResponse;
import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.net.http.HttpClient;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to Vault, one try each. It stands on the driver's lowest layer, which hands over status
 * and body: the layers above put bodies, and so values, into the texts of their exceptions.
 */
final class VaultHttp implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration READ = Duration.ofSeconds(10);

  private final VaultSettings settings;
  private final HttpClient client;
  private final Duration limit;
  private final JsonMapper mapper = new JsonMapper();

  VaultHttp(VaultSettings settings) {
    this(settings, READ);
  }

  /**
   * @param limit for an answer, from the request to its last byte
   */
  VaultHttp(VaultSettings settings, Duration limit) {
    this.settings = settings;
    this.limit = limit;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL) // a standby sends to the active one
            .sslContext(settings.tls())
            .build();
  }

  /**
   * What Vault has answered.
   *
   * @param body empty when there is none
   */
  record Answer(int status, JsonNode body) {
    boolean good() {
      return status >= 200 && status < 300;
    }

    /** Without the body, which holds values. */
    @Override
    public String toString() {
      return "status " + status;
    }
  }

  Answer get(SecretRef ref, @Nullable String token, String path, @Nullable String version) {
    return exchange(
        ref,
        () -> {
          Rest request = request(token, path);
          return (version == null ? request : request.parameter("version", version)).get();
        });
  }

  Answer post(SecretRef ref, @Nullable String token, String path, Map<String, ?> body) {
    return exchange(ref, () -> request(token, path).body(mapper.writeValueAsBytes(body)).post());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private interface Exchange {
    RestResponse perform() throws RestException, JsonProcessingException;
  }

  private Answer exchange(SecretRef ref, Exchange exchange) {
    // The client's own limit ends with the first byte: an answer that stops half-way has none.
    FutureTask<RestResponse> task = new FutureTask<>(exchange::perform);
    Thread.ofVirtual().name("request to Vault").start(task);
    try {
      RestResponse response = task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return new Answer(response.getStatus(), parse(ref, response));
    } catch (ExecutionException | TimeoutException e) {
      throw unanswered(ref, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SecretException(
          Obstacle.AWAY, ref, "the worker is stopping", "Another worker goes on with it.");
    } finally {
      task.cancel(true);
    }
  }

  private Rest request(@Nullable String token, String path) {
    Rest request =
        new Rest(client).url(settings.address() + "/v1/" + path).header("X-Vault-Request", "true");
    if (token != null) {
      request.header("X-Vault-Token", token);
    }
    String namespace = settings.namespace();
    return namespace == null ? request : request.header("X-Vault-Namespace", namespace);
  }

  private JsonNode parse(SecretRef ref, RestResponse response) {
    byte[] body = response.getBody();
    if (body == null || body.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return mapper.readTree(new String(body, UTF_8));
    } catch (JsonProcessingException e) {
      if (response.getStatus() >= 400) {
        return MissingNode.getInstance(); // a proxy's own page; the status says enough
      }
      throw new SecretException(
          Obstacle.AWAY,
          ref,
          "what answers at %s is not Vault".formatted(settings.address()),
          "Look at VAULT_ADDR of the worker, and at proxies on the way.");
    }
  }

  private SecretException unanswered(SecretRef ref, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // Other failures of TLS are those of a connection that broke, as when Vault is restarted.
      if (cause instanceof CertificateException) {
        return new SecretException(
            Obstacle.MISUSED,
            ref,
            "Vault at %s cannot be trusted: its certificate is not for that name, or not of an"
                    .formatted(settings.address())
                + " authority that the worker knows",
            "Set VAULT_CACERT of the worker to the authority that signed Vault's certificate.");
      }
    }
    return new SecretException(
        Obstacle.AWAY,
        ref,
        "Vault at %s does not answer".formatted(settings.address()),
        "Is it up, and does the firewall let this worker in?");
  }
}
