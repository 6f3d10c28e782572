package io.slipway.testbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadOnHostsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Question VERSION =
      new Question("/version", Map.of("old", "release one\n", "new", "release two\n"));

  private HttpServer app;
  private volatile String body = "release one\n";
  private volatile int status = 200;
  private volatile int missing;

  @BeforeEach
  void startApp() throws IOException {
    app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext("/version", this::answer);
    app.start();
  }

  @AfterEach
  void stopApp() {
    app.stop(0);
  }

  @Test
  void tells_in_which_order_a_host_gave_its_answers() {
    try (LoadOnHosts load = load()) {
      awaitAsked(load, 5);
      body = "release two\n";
      Eventually.within(LIMIT, "the new answer", () -> turns(load).equals(List.of("old", "new")));
      body = "release one\n";
      Eventually.within(
          LIMIT, "the old answer", () -> turns(load).equals(List.of("old", "new", "old")));

      assertEquals(0, load.stop().getFirst().faulty());
    }
  }

  @Test
  void notices_an_answer_that_is_neither_the_old_nor_the_new_one() {
    body = "release t";
    assertFault("neither", "an answer that no release gives");
  }

  @Test
  void notices_an_answer_that_ends_too_early() {
    missing = 3;
    assertFault("cut", "bytes of");
  }

  @Test
  void notices_an_error_page() {
    status = 404;
    assertFault("error", "status 404");
  }

  @Test
  void notices_an_app_that_does_not_answer() {
    app.stop(0);
    assertFault("down", "ConnectException");
  }

  @Test
  void ends_by_itself() {
    try (LoadOnHosts load =
        LoadOnHosts.start(List.of(host()), List.of(VERSION), 50, Duration.ofMillis(200))) {
      awaitAsked(load, 10);
      Heard heard = load.stop().getFirst();

      assertEquals(10, heard.asked() + heard.late());
    }
  }

  @Test
  void asks_this_machine_only() {
    FleetHost elsewhere = new FleetHost(1, "vm1", "192.0.2.1", 22, "deploy", 8080, "");

    assertThrows(
        IllegalArgumentException.class,
        () -> LoadOnHosts.start(List.of(elsewhere), List.of(VERSION), 50, LIMIT));
  }

  private void assertFault(String situation, String expected) {
    try (LoadOnHosts load = load()) {
      awaitAsked(load, 2);
      Heard heard = load.stop().getFirst();

      assertEquals(heard.asked(), heard.faulty(), situation);
      assertTrue(heard.faults().getFirst().what().contains(expected), heard.toString());
    }
  }

  private static void awaitAsked(LoadOnHosts load, int count) {
    Eventually.within(
        LIMIT,
        count + " requests",
        () -> {
          Heard heard = load.heard().getFirst();
          return heard.asked() + heard.late() >= count;
        });
  }

  private static List<String> turns(LoadOnHosts load) {
    return load.heard().getFirst().turns().getOrDefault("/version", List.of());
  }

  private LoadOnHosts load() {
    return LoadOnHosts.start(List.of(host()), List.of(VERSION), 50, LIMIT);
  }

  private FleetHost host() {
    int port = app.getAddress().getPort();
    return new FleetHost(1, "vm1", "127.0.0.1", 22, "deploy", port, "");
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes, 0, bytes.length - missing);
    exchange.getResponseBody().flush();
    exchange.close();
  }
}
