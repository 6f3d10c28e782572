package io.slipway.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A web server that is told of runs, as chats and webhooks are. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final Queue<Integer> next = new ConcurrentLinkedQueue<>();
  private volatile @Nullable CountDownLatch held;

  /**
   * Something that was told.
   *
   * @param key by which it is known again
   */
  record Told(String path, String key, String signature, String body) {
    JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError(body, e);
      }
    }
  }

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    told.add(
        new Told(
            exchange.getRequestURI().getPath(),
            header(exchange, "Idempotency-Key"),
            header(exchange, "Slipway-Signature"),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    CountDownLatch wait = held;
    try {
      if (wait != null) {
        wait.await();
      }
      Integer status = next.poll();
      exchange.sendResponseHeaders(status == null ? 200 : status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  /** The next one is answered with this status, those after it with 200. */
  void answersOnce(int status) {
    next.add(status);
  }

  /** From now on answers nobody. */
  void holds() {
    held = new CountDownLatch(1);
  }

  void holdsNoMore() {
    CountDownLatch latch = held;
    held = null;
    if (latch != null) {
      latch.countDown();
    }
  }

  /** All that was told there, in order. */
  List<Told> told(String path) {
    return told.stream().filter(t -> t.path().equals(path)).toList();
  }

  List<Told> told() {
    return List.copyOf(told);
  }

  @Override
  public void close() {
    holdsNoMore();
    server.stop(0);
    threads.shutdownNow();
  }
}
