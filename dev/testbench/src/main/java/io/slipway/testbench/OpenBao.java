package io.slipway.testbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A real OpenBao, which speaks Vault's API, on loopback with its data on disk: it can be sealed,
 * killed and brought back with all that it had. All requests are kept in an audit file.
 */
public final class OpenBao implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final TemporaryFolder folder = new TemporaryFolder("openbao");
  private final JsonMapper mapper = new JsonMapper();
  private final int port = FreePorts.next();
  private final @Nullable LocalAuthority authority;
  private final HttpClient client;
  private Program program;
  private String key = "";
  private String root = "";

  private OpenBao(boolean tls) {
    Cleanup.register(this);
    this.authority = tls ? new LocalAuthority(folder.path()) : null;
    this.client = client();
    write(folder.path().resolve("config.hcl"), configuration());
    this.program = launch();
    JsonNode made = call("POST", "sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
    this.key = made.path("keys").path(0).asText();
    this.root = made.path("root_token").asText();
    unseal();
  }

  /** Starts an unsealed server. Skips the test where the program is missing. */
  public static OpenBao start() {
    Requirements.program("bao", "openbao");
    return new OpenBao(false);
  }

  /** Starts an unsealed server that speaks TLS, with a certificate of an authority of its own. */
  public static OpenBao startWithTls() {
    Requirements.program("bao", "openbao");
    Requirements.program("openssl", "openssl");
    return new OpenBao(true);
  }

  /** What VAULT_ADDR is set to. */
  public String address() {
    return (authority == null ? "http" : "https") + "://127.0.0.1:" + port;
  }

  /** The certificate of the authority; only with TLS. */
  public Path authorityFile() {
    if (authority == null) {
      throw new IllegalStateException("this server speaks no TLS");
    }
    return authority.certificate();
  }

  public String rootToken() {
    return root;
  }

  /** Sends a request as root and returns the answer's whole body; fails unless it is a good one. */
  public JsonNode call(String method, String path, Map<String, ?> body) {
    return call(method, path, body, Map.of());
  }

  /** Sends a request as root with more headers. */
  public JsonNode call(
      String method, String path, Map<String, ?> body, Map<String, String> headers) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(address() + "/v1/" + path))
              .timeout(LIMIT)
              .header("X-Vault-Token", root.isEmpty() ? "none" : root)
              .method(
                  method,
                  method.equals("GET")
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(mapper.writeValueAsString(body)));
      headers.forEach(request::header);
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
      }
      return mapper.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking OpenBao", e);
    }
  }

  /** Enables an engine and waits until it answers; options are those of {@code sys/mounts}. */
  public void enable(String path, String type, Map<String, ?> options) {
    call("POST", "sys/mounts/" + path, Map.of("type", type, "options", options));
  }

  /** Enables a KV engine of version 2, which takes a moment to be ready. */
  public void enableKv2(String path) {
    enable(path, "kv", Map.of("version", "2"));
    Eventually.within(LIMIT, "the engine at " + path, () -> answers(path + "/config"));
  }

  public void enableAuth(String path, String type) {
    call("POST", "sys/auth/" + path, Map.of("type", type));
  }

  /** Writes a policy, in OpenBao's own words. */
  public void policy(String name, String text) {
    call("POST", "sys/policies/acl/" + name, Map.of("policy", text));
  }

  /** A new token with policies and a life, such as {@code 1h}. */
  public String token(String life, String... policies) {
    return call("POST", "auth/token/create", Map.of("policies", List.of(policies), "ttl", life))
        .path("auth")
        .path("client_token")
        .asText();
  }

  public void revokeToken(String token) {
    call("POST", "auth/token/revoke", Map.of("token", token));
  }

  /** How many requests of an operation (such as {@code read}) a path has had. */
  public long requests(String operation, String path) {
    try (var lines = Files.lines(audit(), UTF_8)) {
      return lines
          .filter(line -> line.contains("\"type\":\"request\""))
          .filter(line -> line.contains("\"operation\":\"" + operation + "\""))
          .filter(line -> line.contains("\"path\":\"" + path + "\""))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void seal() {
    call("POST", "sys/seal", Map.of());
  }

  public void unseal() {
    call("POST", "sys/unseal", Map.of("key", key));
    Eventually.within(LIMIT, "an active OpenBao", () -> answers("sys/health"));
  }

  /** SIGKILL. Only its data is left. */
  public void kill() {
    program.kill();
  }

  /** Starts it again on the same port and data, and unseals it. */
  public void restart() {
    program.close();
    program = launch();
    unseal();
  }

  @Override
  public void close() {
    Cleanup.forget(this);
    program.close();
    client.shutdownNow();
    folder.close();
  }

  @Override
  public String toString() {
    return "OpenBao at " + address();
  }

  private Program launch() {
    Path binary = Requirements.program("bao", "openbao");
    String file = folder.path().resolve("config.hcl").toString();
    Program started = Program.start(Launch.of(binary.toString(), "server", "-config=" + file));
    started.awaitOutput("OpenBao server started!", LIMIT);
    Eventually.within(LIMIT, "OpenBao's port", () -> answers("sys/seal-status"));
    return started;
  }

  private boolean answers(String path) {
    try {
      call("GET", path, Map.of());
      return true;
    } catch (IllegalStateException | UncheckedIOException notYet) {
      return false;
    }
  }

  private Path audit() {
    return folder.path().resolve("audit.log");
  }

  private String configuration() {
    String tls =
        authority == null
            ? "tls_disable = true"
            : "tls_cert_file = \"%s\"%n  tls_key_file = \"%s\""
                .formatted(authority.serverCertificate(), authority.serverKey());
    Path data = folder.path().resolve("data");
    try {
      Files.createDirectory(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return """
    storage "raft" {
      path = "%s"
      node_id = "one"
      performance_multiplier = 1
    }
    listener "tcp" {
      address = "127.0.0.1:%d"
      %s
    }
    audit "file" "all" {
      options = { file_path = "%s" }
    }
    api_addr = "%s"
    cluster_addr = "http://127.0.0.1:%d"
    """
        .formatted(data, port, tls, audit(), address(), FreePorts.next());
  }

  private HttpClient client() {
    try {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(authority == null ? SSLContext.getDefault() : authority.trust())
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
