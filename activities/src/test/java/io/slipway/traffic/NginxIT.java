package io.slipway.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostReport;
import io.slipway.domain.Balancer;
import io.slipway.domain.Color;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.FreePorts;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx is told of hosts. */
class NginxIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final CountDownLatch answer = new CountDownLatch(1);
  private final CountDownLatch visited = new CountDownLatch(1);
  private final int port = FreePorts.next();
  private HttpServer web;
  private Program nginx;
  private Shop shop;

  @BeforeEach
  void start() throws IOException {
    Path binary = Requirements.program("nginx", "nginx-light");
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    web.createContext(
        "/",
        exchange -> {
          visited.countDown();
          await();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    web.start();
    Files.writeString(include(), servers());
    Files.writeString(
        folder.resolve("nginx.conf"),
        """
        user root;
        daemon off;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        worker_processes 1;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/temp;
          proxy_temp_path %1$s/temp;
          fastcgi_temp_path %1$s/temp;
          uwsgi_temp_path %1$s/temp;
          scgi_temp_path %1$s/temp;
          upstream shop { include %1$s/shop.conf; }
          server {
            listen 127.0.0.1:%2$d;
            location / { proxy_pass http://shop; }
          }
        }
        """
            .formatted(folder, port));
    nginx = Program.start(Launch.of(binary.toString(), "-c", folder + "/nginx.conf"));
    Eventually.within(LIMIT, "nginx", () -> Files.exists(folder.resolve("nginx.pid")));
    shop = shop("%s -c %s/nginx.conf -s reload".formatted(binary, folder));
  }

  private Shop shop(String reload) {
    return new Shop(
        new Balancer.Nginx(
            include().toString(),
            "127.0.0.1:" + web.getAddress().getPort(),
            reload,
            folder.resolve("nginx.pid").toString()),
        folder);
  }

  private String servers() {
    return """
    # Those of the shop.
    server 127.0.0.1:%d weight=2; # the first
    server 127.0.0.1:1 down;
    """
        .formatted(web.getAddress().getPort());
  }

  private Path include() {
    return folder.resolve("shop.conf");
  }

  @AfterEach
  void stop() {
    answer.countDown();
    shop.close();
    nginx.terminate();
    nginx.close();
    web.stop(0);
  }

  private void await() {
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void takes_a_host_out_and_lets_it_in_again() throws IOException {
    HostReport drain = shop.steering.drain(shop.order("web1"));
    assertEquals(List.of(), drain.warnings());
    assertEquals(
        servers().replace("weight=2;", "weight=2 down; # drained by slipway"),
        Files.readString(include()));
    assertTrue(shop.steering.drain(shop.order("web1")).steps().getFirst().already());

    shop.steering.undrain(shop.order("web1"));
    assertEquals(servers(), Files.readString(include()));
    assertEquals(
        List.of("error.log", "nginx.conf", "nginx.pid", "shop.conf", "temp"), listed(".slipway"));
  }

  private List<String> listed(String butFor) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> !name.equals(butFor))
          .sorted()
          .toList();
    }
  }

  @Test
  void moves_visitors_with_one_file_and_one_reload() throws IOException {
    String blue = "127.0.0.1:" + web.getAddress().getPort();
    Files.writeString(
        include(),
        "server %s weight=2; # blue\nserver 127.0.0.2:%d down; # drained by slipway\n"
            .formatted(blue, web.getAddress().getPort()));
    String before = Files.readString(include());
    String reload = "echo reload >>%1$s/reloads; kill -HUP $(cat %1$s/nginx.pid)".formatted(folder);
    try (Shop halves =
        new Shop(
            new Balancer.Nginx(
                include().toString(),
                "{host}:" + web.getAddress().getPort(),
                reload,
                folder.resolve("nginx.pid").toString()),
            folder)) {
      List<String> first = List.of("127.0.0.1");
      List<String> second = List.of("127.0.0.2");
      assertEquals(
          List.of(), halves.steering.move(halves.move(Color.GREEN, second, first)).warnings());
      assertEquals(
          "server %s weight=2 down; # drained by slipway # blue\nserver 127.0.0.2:%d;\n"
              .formatted(blue, web.getAddress().getPort()),
          Files.readString(include()));
      assertEquals(1, Files.readAllLines(folder.resolve("reloads")).size());
      halves.steering.move(halves.move(Shop.RUN, Color.BLUE, first, second, true));
    }
    assertEquals(before, Files.readString(include()));
    assertEquals(2, Files.readAllLines(folder.resolve("reloads")).size());
  }

  @Test
  void waits_for_the_workers_that_still_have_visitors() throws Exception {
    CompletableFuture<HttpResponse<Void>> visit =
        HttpClient.newHttpClient()
            .sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port)).build(),
                HttpResponse.BodyHandlers.discarding());
    visited.await();
    shop.drainFor = Duration.ofSeconds(2);

    HostReport hurried = shop.steering.drain(shop.order("web1"));

    assertEquals(1, hurried.warnings().size());
    assertTrue(
        hurried.warnings().getFirst().contains("1 workers of before the reload"),
        hurried.warnings().getFirst());
    answer.countDown();
    assertEquals(200, visit.get().statusCode());
    shop.drainFor = LIMIT;
    assertEquals(List.of(), shop.steering.drain(shop.order("web1")).warnings());
  }

  @Test
  void leaves_alone_what_a_person_has_taken_out() throws IOException {
    String before = servers().replace("weight=2;", "down;");
    Files.writeString(include(), before);

    HostReport drain = shop.steering.drain(shop.order("web1"));
    shop.steering.undrain(shop.order("web1"));

    assertEquals("it was out already, by other hands", drain.steps().getFirst().skipped());
    assertEquals(before, Files.readString(include()));
  }

  @Test
  void lets_in_what_its_own_comment_names_also_without_a_note() throws IOException {
    Files.writeString(
        include(), servers().replace("weight=2;", "weight=2 down; # drained by slipway"));

    shop.steering.undrain(shop.order("web1"));

    assertEquals(servers(), Files.readString(include()));
  }

  @Test
  void a_reload_that_fails_changes_nothing() throws IOException {
    try (Shop broken = shop("echo bad configuration; false")) {
      ApplicationFailure failure =
          assertThrows(ApplicationFailure.class, () -> broken.steering.drain(broken.order("web1")));
      assertEquals(FailureType.BALANCER_UNUSABLE.name(), failure.getType());
      assertTrue(failure.getOriginalMessage().contains("was not reloaded: bad configuration"));
    }
    assertEquals(servers(), Files.readString(include()));
  }

  @Test
  void tells_which_servers_are_there() throws IOException {
    Files.writeString(include(), "server 127.0.0.1:2;\nserver 127.0.0.1:3 backup;\n");
    for (String message :
        List.of(
            assertThrows(ApplicationFailure.class, () -> shop.steering.check(shop.order("web1")))
                .getOriginalMessage(),
            assertThrows(ApplicationFailure.class, () -> shop.steering.drain(shop.order("web1")))
                .getOriginalMessage())) {
      assertTrue(message.contains("it has 127.0.0.1:2, 127.0.0.1:3"), message);
    }
  }
}
