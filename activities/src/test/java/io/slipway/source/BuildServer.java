package io.slipway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on loopback where builds lie, which can be told to misbehave. */
final class BuildServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private final Map<String, Integer> failing = new ConcurrentHashMap<>();
  private final List<String> asked = java.util.Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Answers that come before those that files are. */
  final Deque<Integer> statuses = new ConcurrentLinkedDeque<>();

  /** How many bytes of a file come before the connection breaks; negative for all. */
  volatile int breaksAfter = -1;

  /** Whether nothing more comes then, instead of an end. */
  volatile boolean stalls;

  BuildServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void put(String path, byte[] bytes) {
    files.put(path, bytes);
  }

  /** The archive of a version beside its checksum. */
  void publish(String version, byte[] archive) {
    put("/shop-%s.tar.gz".formatted(version), archive);
    put(
        "/shop-%s.tar.gz.sha256".formatted(version),
        "%s  shop-%s.tar.gz\n".formatted(Shelf.sha256(archive), version).getBytes(UTF_8));
  }

  void redirect(String path, String to) {
    redirects.put(path, to);
  }

  /** The next question for a path is answered with a status. */
  void failsOnce(String path, int status) {
    failing.put(path, status);
  }

  /** What was asked for, each with its token or a dash. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String token = exchange.getRequestHeaders().getFirst("Authorization");
      asked.add("%s %s".formatted(path, token == null ? "-" : token));
      Integer own = failing.remove(path);
      Integer status = own == null ? statuses.poll() : own;
      byte[] bytes = files.get(path);
      if (status != null) {
        exchange.sendResponseHeaders(status, -1);
      } else if (redirects.containsKey(path)) {
        exchange.getResponseHeaders().set("Location", redirects.get(path));
        exchange.sendResponseHeaders(302, -1);
      } else if (bytes == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        send(exchange, bytes, path.endsWith(".gz") ? breaksAfter : -1);
      }
    }
  }

  private void send(HttpExchange exchange, byte[] bytes, int most) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    OutputStream out = exchange.getResponseBody();
    out.write(bytes, 0, most < 0 ? bytes.length : most);
    if (most < 0) {
      out.close();
      return;
    }
    out.flush();
    if (stalls) {
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
