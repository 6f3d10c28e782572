package io.slipway.testbench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A collector of traces on loopback: takes OTLP over HTTP, as Jaeger and Tempo do. */
public final class TraceCollector implements AutoCloseable {
  private static final int ERROR = 2;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final CountDownLatch answering;
  private final int status;

  /**
   * A span that has arrived.
   *
   * @param service which process it is of
   * @param parentId empty for a root
   * @param begin in nanoseconds since 1970
   * @param end in nanoseconds since 1970
   * @param attributes values as texts
   * @param failed whether its status is that of an error
   * @param message of the status
   */
  public record Span(
      String service,
      String traceId,
      String spanId,
      String parentId,
      String name,
      long begin,
      long end,
      Map<String, String> attributes,
      boolean failed,
      String message) {}

  private TraceCollector(boolean silent, int status) {
    this.status = status;
    answering = new CountDownLatch(silent ? 1 : 0);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  public static TraceCollector start() {
    return new TraceCollector(false, 200);
  }

  /** One that takes connections, and never answers. */
  public static TraceCollector silent() {
    return new TraceCollector(true, 200);
  }

  /** One that answers with this status, which is none of success. */
  public static TraceCollector refusing(int status) {
    return new TraceCollector(false, status);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    bodies.add(new String(body, ISO_8859_1));
    List<String> header = exchange.getRequestHeaders().get("Authorization");
    authorizations.addAll(header == null ? List.of() : header);
    try {
      answering.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
      return;
    }
    List<ProtoMessage> taken = status == 200 ? new ProtoMessage(body).messages(1) : List.of();
    for (ProtoMessage resource : taken) {
      String service =
          attributes(resource.messages(1).getFirst(), 1).getOrDefault("service.name", "");
      for (ProtoMessage scope : resource.messages(2)) {
        scope.messages(2).forEach(span -> spans.add(span(service, span)));
      }
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static Span span(String service, ProtoMessage told) {
    HexFormat hex = HexFormat.of();
    ProtoMessage status =
        told.has(15) ? told.messages(15).getFirst() : new ProtoMessage(new byte[0]);
    return new Span(
        service,
        hex.formatHex(told.bytes(1)),
        hex.formatHex(told.bytes(2)),
        hex.formatHex(told.bytes(4)),
        told.text(5),
        told.number(7),
        told.number(8),
        attributes(told, 9),
        status.number(3) == ERROR,
        status.text(2));
  }

  private static Map<String, String> attributes(ProtoMessage message, int field) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (ProtoMessage each : message.messages(field)) {
      ProtoMessage value = each.messages(2).getFirst();
      attributes.put(
          each.text(1),
          value.has(1)
              ? value.text(1)
              : value.has(2) ? String.valueOf(value.number(2) == 1) : "" + value.number(3));
    }
    return attributes;
  }

  /** What is set as {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
  public String url() {
    return "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
  }

  /** All that have arrived, in that order. */
  public List<Span> spans() {
    return List.copyOf(spans);
  }

  /** Those of this name. */
  public List<Span> spans(String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  /** All that was sent, byte by byte. */
  public String everything() {
    return String.join("\n", bodies);
  }

  /** What requests have said of themselves. */
  public List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  @Override
  public void close() {
    answering.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
