package io.slipway.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A stand-in for an API of AWS's that gives the answers that it was told, in their order. */
final class CannedAws implements AutoCloseable {
  /** One request. */
  record Asked(String authorization, String action, String body) {}

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

  CannedAws() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            asked.add(
                new Asked(
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target")),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            Answer answer = answers.remove();
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  /** What it answers next. */
  CannedAws then(int status, String body) {
    answers.add(new Answer(status, body));
    return this;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    environment.put("AWS_ACCESS_KEY_ID", "id");
    environment.put("AWS_SECRET_ACCESS_KEY", "key");
    return environment;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
