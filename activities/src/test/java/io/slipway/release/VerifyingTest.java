package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.domain.HealthCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switched host is looked at until it is well, or its time is over. */
class VerifyingTest {
  private static final Duration WHILE = Duration.ofSeconds(2);

  @TempDir Path folder;

  private final AtomicInteger asked = new AtomicInteger();
  private volatile int wellAfter;
  private final HttpServer server = start();

  private static HttpServer start() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/production",
        exchange -> {
          boolean well = asked.incrementAndGet() > wellAfter;
          byte[] body = "starting up".getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(well ? 200 : 302, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private HealthCheck http(Duration within) {
    return new HealthCheck.Http(
        "http://{address}:%d/{stage}".formatted(server.getAddress().getPort()), 200, within);
  }

  @Test
  @Tag("capistrano-ask-9")
  void http_is_asked_again_until_it_is_well() {
    wellAfter = 2;
    assertEquals("symlink verify", activated(http(Duration.ofSeconds(20))));
    assertEquals(3, asked.get());
  }

  @Test
  void http_that_stays_unwell_tells_what_came() {
    wellAfter = Integer.MAX_VALUE;
    HostFailure told = failure(http(WHILE));
    assertEquals(FailureType.VERIFY_FAILED, told.type());
    assertTrue(told.reason().contains("/production to answer with status 200"), told.message());
    assertTrue(told.reason().contains("status 302 with: starting up"), told.message());
    assertTrue(told.reason().matches(".* after [2-9] tries in \\d s .*"), told.message());
  }

  @Test
  void http_whose_body_never_comes_is_no_reason_to_wait_for_ever() {
    server.createContext(
        "/stalls",
        exchange -> {
          exchange.sendResponseHeaders(503, 100);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush(); // and no more
        });
    String url = "http://{address}:%d/stalls".formatted(server.getAddress().getPort());
    HostFailure told =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30), () -> failure(new HealthCheck.Http(url, 200, WHILE)));
    assertTrue(told.reason().contains("no answer in"), told.message());
    assertEquals(
        "symlink verify",
        activated(new HealthCheck.Http(url, 503, WHILE)),
        "the status alone is looked at");
  }

  @Test
  void tcp_connects_or_tells_why_not() throws IOException {
    int port = server.getAddress().getPort();
    assertEquals("symlink verify", activated(new HealthCheck.Tcp(port, Duration.ofSeconds(20))));
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    HostFailure told = failure(new HealthCheck.Tcp(closed, WHILE));
    assertTrue(told.reason().contains("127.0.0.1 to take connections on port " + closed));
    assertTrue(told.reason().contains("Connection refused"), told.message());
  }

  @Test
  void a_command_runs_in_the_live_release_until_it_ends_well() {
    HealthCheck command =
        new HealthCheck.Command(
            "cat file; echo x >> ../../tries; [ $(wc -l < ../../tries) -ge 2 ]",
            Duration.ofSeconds(20));
    assertEquals("symlink verify", activated(command));
    HostFailure told = failure(new HealthCheck.Command("echo not yet; exit 3", WHILE));
    assertTrue(
        told.reason().endsWith("there was still it ended with status 3: not yet"), told.message());
  }

  private String activated(HealthCheck check) {
    try (Site site = new Site(makeFolder())) {
      HostOrder order = prepared(site, check);
      return String.join(
          " ", site.host.activate(order).steps().stream().map(s -> s.step()).toList());
    }
  }

  private HostFailure failure(HealthCheck check) {
    try (Site site = new Site(makeFolder())) {
      HostOrder order = prepared(site, check);
      return Site.failing(() -> site.host.activate(order));
    }
  }

  private Path makeFolder() {
    try {
      return java.nio.file.Files.createTempDirectory(folder, "site");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static HostOrder prepared(Site site, HealthCheck check) {
    site.health = check;
    HostOrder order = site.deploy("20261124090000", site.commit("file", "1"));
    site.host.prepare(order);
    return order;
  }
}
