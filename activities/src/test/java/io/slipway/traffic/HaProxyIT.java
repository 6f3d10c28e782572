package io.slipway.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.slipway.contract.Crowd;
import io.slipway.contract.FailureType;
import io.slipway.contract.ForeignRelease;
import io.slipway.contract.HostReport;
import io.slipway.contract.StepReport;
import io.slipway.domain.Balancer;
import io.slipway.domain.Color;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.HaProxy;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy is told of hosts. */
class HaProxyIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicInteger checks = new AtomicInteger();
  private volatile int ill;
  private HttpServer web1;
  private HttpServer web2;
  private HaProxy haproxy;
  private Shop shop;

  @BeforeEach
  void start() throws IOException {
    web1 = serve(0);
    web2 = serve(0);
    haproxy = start("admin");
    shop = shop("{host}");
    Eventually.within(LIMIT, "both servers to be up", () -> up("web1") && up("web2"));
  }

  private HaProxy start(String level) {
    return HaProxy.start(
        folder, List.of("web1 127.0.0.1:" + port(web1), "web2 127.0.0.1:" + port(web2)), level);
  }

  private Shop shop(String server) {
    return new Shop(new Balancer.HaProxy(haproxy.socket(), "shop", server), folder);
  }

  @AfterEach
  void stop() {
    answer.countDown();
    shop.close();
    haproxy.close();
    web1.stop(0);
    web2.stop(0);
  }

  @Test
  void takes_a_host_out_and_lets_it_in_again() {
    StepReport drain = step(shop.steering.drain(shop.order("web1")));
    assertEquals("drain", drain.step());
    assertNull(drain.skipped());
    assertEquals("8", administrative("web1"));
    assertTrue(step(shop.steering.drain(shop.order("web1"))).already());

    StepReport undrain = step(shop.steering.undrain(shop.order("web1")));
    assertEquals("undrain", undrain.step());
    assertNull(undrain.skipped());
    assertEquals("0", administrative("web1"));
    assertFalse(Files.exists(note("web1")));
    assertEquals(
        "nobody of us has taken it out", step(shop.steering.undrain(shop.order("web1"))).skipped());
  }

  @Test
  void waits_for_connections_and_goes_on_in_time() throws Exception {
    CompletableFuture<Integer> visit = visitWeb1();
    shop.drainFor = Duration.ofSeconds(1);
    HostReport hurried = shop.steering.drain(shop.order("web1"));
    assertEquals(1, hurried.warnings().size());
    assertTrue(hurried.warnings().getFirst().contains("lb1 still has it at"));

    shop.drainFor = LIMIT;
    CompletableFuture<HostReport> patient =
        CompletableFuture.supplyAsync(() -> shop.steering.drain(shop.order("web1")));
    assertFalse(patient.isDone());
    answer.countDown();
    assertEquals(List.of(), patient.get().warnings());
    assertEquals(200, visit.get());
  }

  private CompletableFuture<Integer> visitWeb1() {
    HttpClient client = HttpClient.newHttpClient();
    command("set server shop/web2 state maint");
    HttpRequest slow =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/slow".formatted(haproxy.port())))
            .build();
    CompletableFuture<Integer> visit =
        client
            .sendAsync(slow, HttpResponse.BodyHandlers.discarding())
            .thenApply(HttpResponse::statusCode);
    Eventually.within(LIMIT, "the visit", () -> connections("web1") == 1);
    command("set server shop/web2 state ready");
    return visit;
  }

  @Test
  void leaves_alone_what_a_person_has_taken_out() {
    command("set server shop/web1 state maint");
    HostReport drain = shop.steering.drain(shop.order("web1"));
    assertEquals("it was out already, by other hands", step(drain).skipped());
    HostReport undrain = shop.steering.undrain(shop.order("web1"));
    assertEquals("nobody of us has taken it out", step(undrain).skipped());
    assertEquals("1", administrative("web1"));

    command("set server shop/web2 state drain");
    assertEquals(
        "it was out already, by other hands",
        step(shop.steering.drain(shop.order("web2"))).skipped());
    shop.steering.undrain(shop.order("web2"));
    assertEquals("8", administrative("web2"));
  }

  @Test
  void leaves_out_what_a_person_has_taken_over_meanwhile() {
    shop.steering.drain(shop.order("web1"));
    command("set server shop/web1 state maint");

    HostReport undrain = shop.steering.undrain(shop.order("web1"));

    assertEquals(1, undrain.warnings().size());
    assertEquals("1", administrative("web1"));
    assertFalse(Files.exists(note("web1")));
  }

  @Test
  void goes_on_from_wherever_an_earlier_attempt_was_killed() throws IOException {
    Files.createDirectories(note("web1").getParent());
    // Noted, and not yet done.
    Files.writeString(note("web1"), "begun\n\n");
    shop.steering.drain(shop.order("web1"));
    assertEquals("8", administrative("web1"));
    // Done, and the note not yet brought forward.
    Files.writeString(note("web1"), "begun\n\n");
    shop.steering.drain(shop.order("web1"));
    assertEquals("8", administrative("web1"));
    Files.writeString(note("web1"), "returning\n\n");
    shop.steering.undrain(shop.order("web1"));
    assertEquals("0", administrative("web1"));
    // Let in, and the note not yet removed.
    Files.writeString(note("web1"), "in\n\n");
    shop.steering.undrain(shop.order("web1"));
    assertEquals("0", administrative("web1"));
    assertFalse(Files.exists(note("web1")));
  }

  @Test
  void another_run_lets_in_what_a_run_has_left_out() {
    shop.steering.drain(shop.order("web1"));

    shop.steering.undrain(shop.order(ReleaseId.of("20260721100000"), "web1"));

    assertEquals("0", administrative("web1"));
  }

  @Test
  void a_host_that_is_not_seen_as_up_is_taken_out_again() {
    shop.steering.drain(shop.order("web1"));
    web1.stop(0);
    Eventually.within(LIMIT, "web1 to be down", () -> !up("web1"));
    shop.upWithin = Duration.ofSeconds(1);

    ApplicationFailure failure = failure(() -> shop.steering.undrain(shop.order("web1")));

    assertEquals(FailureType.VERIFY_FAILED.name(), failure.getType());
    assertTrue(failure.getOriginalMessage().contains("lb1 sees it as 'DOWN L4CON'"), failure + "");
    assertEquals("8", administrative("web1"));
    assertTrue(Files.exists(note("web1")));
  }

  @Test
  void a_host_that_fails_its_health_check_stays_out() {
    shop.close();
    shop =
        new Shop(
            new Balancer.HaProxy(haproxy.socket(), "shop", "{host}"),
            folder,
            Map.of(),
            order -> {
              throw new IllegalStateException("it is ill");
            });
    shop.steering.drain(shop.order("web1"));

    ApplicationFailure failure = failure(() -> shop.steering.undrain(shop.order("web1")));

    assertEquals(FailureType.UNEXPECTED.name(), failure.getType());
    assertEquals("8", administrative("web1"));
  }

  @Test
  void a_host_that_serves_nothing_stays_out() {
    shop.steering.drain(shop.order("web1"));

    HostReport report = shop.steering.undrain(shop.order("web1").serving(found(List.of())));

    assertEquals("it serves nothing", step(report).skipped());
    assertEquals("8", administrative("web1"));
  }

  @Test
  void a_host_that_serves_what_another_tool_has_made_comes_in_again() {
    shop.steering.drain(shop.order("web1"));

    List<ForeignRelease> others = List.of(new ForeignRelease("12", "Deployer", null, true));
    HostReport report = shop.steering.undrain(shop.order("web1").serving(found(others)));

    assertNull(step(report).skipped());
    assertEquals("0", administrative("web1"));
  }

  private static HostReport found(List<ForeignRelease> others) {
    return new HostReport(HostName.of("web1"), List.of(), null, null, List.of(), List.of())
        .beside(others);
  }

  @Test
  void an_older_attempt_is_refused() {
    shop.now = 2_000;
    shop.steering.drain(shop.order("web1"));
    shop.steering.undrain(shop.order("web1"));
    shop.now = 1_000;

    ApplicationFailure failure = failure(() -> shop.steering.drain(shop.order("web1")));

    assertEquals(FailureType.FENCED.name(), failure.getType());
    assertEquals("0", administrative("web1"));
  }

  @Test
  void a_balancer_that_has_forgotten_the_drain_is_told_again() {
    shop.steering.drain(shop.order("web1"));
    haproxy.close();
    haproxy = start("admin");
    assertEquals("0", administrative("web1"));

    shop.steering.drain(shop.order("web1"));
    assertEquals("8", administrative("web1"));
  }

  @Test
  void tells_which_servers_are_not_known() {
    ApplicationFailure failure =
        failure(() -> shop.steering.check(shop.order("web1", "web2", "web3", "web4")));
    assertEquals(FailureType.BALANCER_UNUSABLE.name(), failure.getType());
    assertTrue(
        failure
            .getOriginalMessage()
            .contains(
                "haproxy on lb1 knows no server of web3, web4 in backend shop; it has web1, web2"),
        failure.getOriginalMessage());
    ApplicationFailure one = failure(() -> shop.steering.check(shop.order("web1", "web3")));
    assertTrue(
        one.getOriginalMessage().contains("haproxy on lb1 knows no server web3 in backend shop"),
        one.getOriginalMessage());
    ApplicationFailure drain = failure(() -> shop.steering.drain(shop.order("web3")));
    assertTrue(
        drain
            .getOriginalMessage()
            .contains("haproxy on lb1 knows no server web3 in backend shop; it has web1, web2"),
        drain.getOriginalMessage());

    command("set server shop/web2 state maint");
    assertEquals(List.of("out: web2"), shop.steering.check(shop.order("web1", "web2")).warnings());
  }

  @Test
  void tells_what_the_socket_lacks() {
    haproxy.close();
    ApplicationFailure gone = failure(() -> shop.steering.drain(shop.order("web1")));
    assertEquals(FailureType.BALANCER_UNREACHABLE.name(), gone.getType());
    assertFalse(gone.isNonRetryable());

    haproxy = start("operator");
    ApplicationFailure check = failure(() -> shop.steering.check(shop.order("web1")));
    assertEquals(FailureType.BALANCER_UNUSABLE.name(), check.getType());
    assertTrue(check.getOriginalMessage().contains("level admin"), check.getOriginalMessage());
    ApplicationFailure drain = failure(() -> shop.steering.drain(shop.order("web1")));
    assertEquals(FailureType.BALANCER_UNUSABLE.name(), drain.getType());
  }

  @Test
  void no_name_becomes_a_command() {
    for (String server :
        List.of(
            "web1; disable server shop/web2",
            "web1\ndisable server shop/web2",
            "web1 state maint",
            "$(touch x)",
            "web1'",
            "")) {
      try (Shop hostile = shop(server)) {
        ApplicationFailure failure = failure(() -> hostile.steering.drain(hostile.order("web1")));
        assertEquals(FailureType.BALANCER_UNUSABLE.name(), failure.getType(), server);
      }
    }
    assertEquals("0", administrative("web1"));
    assertEquals("0", administrative("web2"));
  }

  private static final List<String> BLUE = List.of("web1");
  private static final List<String> GREEN = List.of("web2");

  private HostReport toGreen() {
    return shop.steering.move(shop.move(Color.GREEN, GREEN, BLUE));
  }

  private HostReport backToBlue(String epoch) {
    return shop.steering.move(shop.move(ReleaseId.of(epoch), Color.BLUE, BLUE, GREEN, true));
  }

  /** What each of the two is for visitors, and whose note lies beside it. */
  private String halves() {
    return "web1 %s%s, web2 %s%s"
        .formatted(
            administrative("web1"),
            Files.exists(note("web1")) ? " noted" : "",
            administrative("web2"),
            Files.exists(note("web2")) ? " noted" : "");
  }

  @Test
  void moves_visitors_from_one_half_to_the_other_and_back() {
    shop.steering.drain(shop.order("web2"));
    Crowd before = shop.steering.crowd(shop.order("web1", "web2"));
    assertEquals(
        List.of(
            new Crowd.Part(
                HostName.of("lb1"),
                List.of(HostName.of("web1")),
                List.of(HostName.of("web2")),
                List.of())),
        before.parts());

    assertEquals(List.of(), toGreen().warnings());
    assertEquals("web1 8 noted, web2 0", halves());
    assertTrue(step(toGreen()).already());

    assertEquals(List.of(), backToBlue("20260721100000").warnings());
    assertEquals("web1 0, web2 8 noted", halves());
    assertTrue(step(backToBlue("20260721100000")).already());
  }

  @Test
  void a_move_back_lets_in_only_what_the_move_has_taken_out() {
    shop.steering.drain(shop.order(ReleaseId.of("20260720000000"), "web1"));
    shop.steering.drain(shop.order("web2"));

    ApplicationFailure nobody = failure(() -> backToBlue("20260721100000"));

    assertTrue(nobody.getOriginalMessage().contains("nobody would be left there"), nobody + "");
    assertEquals("web1 8 noted, web2 8 noted", halves());
  }

  @Test
  void a_move_leaves_alone_what_people_have_taken_out_and_never_everybody() {
    command("set server shop/web2 state maint");

    ApplicationFailure nobody = failure(this::toGreen);

    assertEquals(FailureType.BALANCER_UNUSABLE.name(), nobody.getType());
    assertEquals("web1 0, web2 1", halves());
    command("set server shop/web2 state ready");
    command("set server shop/web1 state maint");
    assertEquals(List.of(), toGreen().warnings());
    assertEquals("web1 1, web2 0", halves());
  }

  @Test
  void goes_on_from_wherever_a_move_was_killed() throws IOException {
    Files.createDirectories(note("web1").getParent());
    String by = "\n\n" + Shop.RUN + "\n";
    for (String[] notes :
        List.of(
            // Noted, and not yet done.
            new String[] {"begun", "returning", "0", "8"},
            // Done, and the notes not yet brought forward, or half of them.
            new String[] {"begun", "returning", "8", "0"},
            new String[] {"begun", "in", "8", "0"},
            new String[] {"out", "in", "8", "0"})) {
      Files.writeString(note("web1"), notes[0] + by);
      Files.writeString(note("web2"), notes[1] + by);
      state("web1", notes[2]);
      state("web2", notes[3]);

      List<HostName> in = shop.steering.crowd(shop.order("web1", "web2")).parts().getFirst().in();
      assertEquals(List.of(HostName.of(notes[2].equals("0") ? "web1" : "web2")), in);
      toGreen();
      assertEquals("web1 8 noted, web2 0", halves());
      backToBlue(Shop.RUN.value());
      assertEquals("web1 0, web2 8 noted", halves());
    }
  }

  private void state(String server, String administrative) {
    command(
        "set server shop/%s state %s"
            .formatted(server, administrative.equals("0") ? "ready" : "drain"));
  }

  @Test
  void visitors_are_moved_only_when_the_balancer_has_seen_that_all_are_up() throws Exception {
    shop.steering.drain(shop.order("web2"));
    ill = port(web2);
    Eventually.within(LIMIT, "web2 to be down", () -> !up("web2"));
    CompletableFuture<HostReport> move = CompletableFuture.supplyAsync(this::toGreen);
    int soFar = checks.get();
    try (HttpClient visitor = HttpClient.newHttpClient()) {
      HttpRequest page =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/page".formatted(haproxy.port())))
              .build();
      while (!move.isDone()) {
        assertEquals(
            200, visitor.send(page, HttpResponse.BodyHandlers.discarding()).statusCode(), halves());
        if (checks.get() - soFar > 5) {
          ill = 0;
        }
      }
    }
    assertEquals(List.of(), move.get().warnings());
    assertEquals("web1 8 noted, web2 0", halves());
  }

  @Test
  void nobody_is_moved_to_a_half_that_the_balancer_sees_as_down() {
    shop.steering.drain(shop.order("web2"));
    web2.stop(0);
    Eventually.within(LIMIT, "web2 to be down", () -> !up("web2"));
    shop.upWithin = Duration.ofSeconds(1);

    ApplicationFailure failure = failure(this::toGreen);

    assertEquals(FailureType.VERIFY_FAILED.name(), failure.getType());
    assertTrue(
        failure
            .getOriginalMessage()
            .contains("lb1 sees web2 as 'DOWN L4CON'; visitors are on blue"),
        failure.getOriginalMessage());
    assertEquals("web1 0, web2 8 noted", halves());
  }

  @Test
  void a_move_of_an_older_attempt_is_refused() {
    shop.steering.drain(shop.order("web2"));
    shop.now = 2_000;
    toGreen();
    shop.now = 1_000;

    assertEquals(FailureType.FENCED.name(), failure(() -> backToBlue(Shop.RUN.value())).getType());
    shop.now = 2_000;
    backToBlue("20260721100000");
    assertEquals(FailureType.FENCED.name(), failure(this::toGreen).getType());
    assertEquals("web1 0, web2 8 noted", halves());
  }

  @Test
  void a_move_tells_which_server_is_not_known() {
    ApplicationFailure failure =
        failure(() -> shop.steering.move(shop.move(Color.GREEN, List.of("web2", "web3"), BLUE)));
    assertTrue(
        failure
            .getOriginalMessage()
            .contains("haproxy on lb1 knows no server web3 in backend shop; it has web1, web2"),
        failure.getOriginalMessage());
    assertEquals("web1 0, web2 0", halves());
  }

  private static ApplicationFailure failure(Runnable work) {
    return assertThrows(ApplicationFailure.class, work::run);
  }

  private static StepReport step(HostReport report) {
    return report.steps().getFirst();
  }

  private Path note(String host) {
    return folder.resolve(".slipway/traffic/out/shop/production/" + host);
  }

  private boolean up(String server) {
    return state(server)[5].equals("2");
  }

  private String administrative(String server) {
    return state(server)[6];
  }

  private String[] state(String server) {
    return command("show servers state shop")
        .lines()
        .map(line -> line.split(" "))
        .filter(words -> words.length > 6 && words[3].equals(server))
        .findFirst()
        .orElseThrow();
  }

  private int connections(String server) {
    List<String> lines = command("show stat").lines().toList();
    int at = List.of(lines.getFirst().substring(2).split(",")).indexOf("scur");
    return lines.stream()
        .map(line -> line.split(","))
        .filter(w -> w.length > 1 && w[0].equals("shop") && w[1].equals(server))
        .mapToInt(w -> Integer.parseInt(w[at]))
        .findFirst()
        .orElseThrow();
  }

  private String command(String text) {
    try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.connect(UnixDomainSocketAddress.of(haproxy.socket()));
      socket.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
      return new String(Channels.newInputStream(socket).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private HttpServer serve(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/slow")) {
            await(answer);
          }
          boolean check = exchange.getRequestURI().getPath().equals("/release/up");
          boolean fails = check && port(server) == ill;
          exchange.sendResponseHeaders(fails ? 503 : 200, -1);
          exchange.close();
          if (fails) {
            checks.incrementAndGet();
          }
        });
    server.start();
    return server;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int port(HttpServer server) {
    return server.getAddress().getPort();
  }
}
