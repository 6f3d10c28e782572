package io.slipway.standalone.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Temporal's remote codec protocol: {@code POST /decode} and {@code POST /encode}. No payload and
 * no token is ever logged.
 */
final class CodecEndpoint implements AutoCloseable {
  static final int LIMIT = 8 * 1024 * 1024;

  private static final Logger logger = LoggerFactory.getLogger(CodecEndpoint.class);
  private static final int THREADS = 8;
  private static final String JSON = "application/json";

  private final HttpServer server;
  private final Doorkeeper doorkeeper;
  private final PayloadTranslation translation;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon().name("codec-").factory());

  private CodecEndpoint(HttpServer server, Doorkeeper doorkeeper, PayloadTranslation translation) {
    this.server = server;
    this.doorkeeper = doorkeeper;
    this.translation = translation;
  }

  /**
   * Answers from now on.
   *
   * @param tls null to speak HTTP
   * @throws IOException when the address cannot be had
   */
  static CodecEndpoint open(
      InetSocketAddress address,
      @Nullable SSLContext tls,
      Doorkeeper doorkeeper,
      PayloadTranslation translation)
      throws IOException {
    HttpServer server = tls == null ? HttpServer.create(address, 0) : secure(address, tls);
    CodecEndpoint endpoint = new CodecEndpoint(server, doorkeeper, translation);
    server.setExecutor(endpoint.executor);
    server.createContext("/", endpoint::handle);
    server.start();
    return endpoint;
  }

  private static HttpServer secure(InetSocketAddress address, SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** A body, and whether it is JSON or words. */
  private record Answer(int status, String type, String body) {
    static Answer words(int status, String words) {
      return new Answer(status, "text/plain; charset=utf-8", words + "\n");
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (RuntimeException e) {
        logger.error("A request could not be answered: {}", e.getClass().getName());
        answer = Answer.words(500, "something is wrong here");
      }
      send(exchange, answer);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    Optional<Doorkeeper.Refusal> stranger = doorkeeper.stranger(exchange.getRequestHeaders());
    if (stranger.isPresent()) {
      return refused(stranger.get());
    }
    String path = exchange.getRequestURI().getPath();
    if (!path.equals("/decode") && !path.equals("/encode")) {
      return Answer.words(404, "it answers to /decode and /encode");
    }
    return switch (exchange.getRequestMethod()) {
      case "OPTIONS" -> new Answer(204, JSON, "");
      case "POST" -> {
        Optional<Doorkeeper.Refusal> unproven = doorkeeper.unproven(exchange.getRequestHeaders());
        yield unproven.isPresent() ? refused(unproven.get()) : translated(exchange, path);
      }
      default -> Answer.words(405, "it answers to POST");
    };
  }

  private Answer translated(HttpExchange exchange, String path) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    // Pages may send other types without asking first.
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(JSON)) {
      return Answer.words(415, "it takes " + JSON);
    }
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readNBytes(LIMIT + 1);
    }
    if (body.length > LIMIT) {
      return Answer.words(413, "it takes up to 8 MB");
    }
    String json = new String(body, UTF_8);
    try {
      String payloads =
          path.equals("/decode") ? translation.decode(json) : translation.encode(json);
      return new Answer(200, JSON, payloads);
    } catch (InvalidProtocolBufferException e) {
      return Answer.words(400, "this is not the JSON form of payloads");
    }
  }

  private static Answer refused(Doorkeeper.Refusal refusal) {
    return Answer.words(refusal.status(), refusal.reason());
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] bytes = answer.body.getBytes(UTF_8);
    var headers = exchange.getResponseHeaders();
    doorkeeper.invite(exchange.getRequestHeaders(), headers);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    if (answer.status == 401) {
      headers.set("WWW-Authenticate", "Bearer");
    }
    if (answer.status == 204) {
      exchange.sendResponseHeaders(204, -1);
      return;
    }
    headers.set("Content-Type", answer.type);
    exchange.sendResponseHeaders(answer.status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
