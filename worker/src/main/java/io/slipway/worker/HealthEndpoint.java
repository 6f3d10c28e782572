package io.slipway.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * What orchestrators and Prometheus ask over HTTP: {@code /healthz} (the process lives), {@code
 * /readyz} (it polls and Temporal answers; else 503 with the reason) and {@code /metrics}.
 */
final class HealthEndpoint implements AutoCloseable {
  private static final int THREADS = 2;
  private static final String TEXT = "text/plain; charset=utf-8";

  /** The version of Prometheus's text format that its scraper expects. */
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon().name("health-").factory());
  private volatile Supplier<Optional<String>> trouble = () -> Optional.of("it is starting");

  private HealthEndpoint(HttpServer server) {
    this.server = server;
  }

  /**
   * Answers at once, as not ready.
   *
   * @throws WorkerException when the address is taken
   */
  static HealthEndpoint open(InetSocketAddress address, Metrics metrics) {
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new WorkerException(
          "Tried to serve health on %s:%d, but %s. Give another address with --health-address, or 'off'."
              .formatted(address.getHostString(), address.getPort(), Text.reason(e)),
          e);
    }
    HealthEndpoint endpoint = new HealthEndpoint(server);
    server.setExecutor(endpoint.executor);
    server.createContext("/healthz", e -> answer(e, "/healthz", 200, TEXT, "ok\n"));
    server.createContext("/readyz", endpoint::answerReadiness);
    server.createContext("/metrics", e -> answer(e, "/metrics", 200, PROMETHEUS, metrics.scrape()));
    server.start();
    return endpoint;
  }

  /**
   * @param why asked each time: why no work can be done now, or empty when it can
   */
  void readiness(Supplier<Optional<String>> why) {
    trouble = why;
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private void answerReadiness(HttpExchange exchange) throws IOException {
    Optional<String> reason = trouble.get();
    answer(
        exchange,
        "/readyz",
        reason.isEmpty() ? 200 : 503,
        TEXT,
        reason.map("not ready: %s\n"::formatted).orElse("ready\n"));
  }

  private static void answer(
      HttpExchange exchange, String path, int status, String contentType, String body)
      throws IOException {
    try (exchange) {
      // A context also matches what only begins with its path.
      boolean known = exchange.getRequestURI().getPath().equals(path);
      byte[] bytes = (known ? body : "not found\n").getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", known ? contentType : TEXT);
      exchange.sendResponseHeaders(known ? status : 404, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
