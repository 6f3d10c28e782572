package io.slipway.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.StatusRuntimeException;
import io.slipway.contract.SurveyResult;
import io.slipway.gate.Gate;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.FreePorts;
import io.slipway.testbench.TemporalServer;
import io.temporal.envconfig.ClientConfigProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkerProcessIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static TemporalServer server;

  private final HeldHosts hosts = new HeldHosts();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start_temporal() {
    server = TemporalServer.start(List.of());
  }

  @AfterAll
  static void stop_temporal() {
    server.close();
  }

  @AfterEach
  void stop_asking() {
    http.close();
  }

  @Test
  void registers_search_attributes_before_it_takes_work() throws Exception {
    try (TemporalServer fresh = TemporalServer.start(List.of());
        Asker asker = new Asker(fresh.address())) {
      assertThrows(StatusRuntimeException.class, () -> asker.count("SlipwayStage"));
      try (WorkerProcess worker = start(fresh, SOON)) {
        assertEquals(0, asker.count("SlipwayStage"));
        assertEquals(0, asker.count("SlipwayInitiator"));
        assertTrue(worker.trouble().isEmpty());
      }
    }
  }

  @Test
  void tells_its_health_and_its_numbers_over_http() throws Exception {
    try (WorkerProcess worker = start(server, SOON);
        Asker asker = new Asker(server.address())) {
      assertEquals("ok\n", get(worker, "/healthz").body());
      assertEquals("ready\n", get(worker, "/readyz").body());
      assertEquals(404, get(worker, "/readyz/else").statusCode());

      hosts.letGo.countDown();
      asker.survey().get(30, TimeUnit.SECONDS);
      Eventually.passes(
          SOON,
          () -> {
            String numbers = ask(worker, "/metrics").body();
            assertContains(numbers, "temporal_activity_execution_latency_seconds_count");
            assertContains(numbers, "slipway_activities_running 0.0");
            assertContains(numbers, "slipway_worker_stopping 0.0");
            assertContains(numbers, "jvm_memory_used_bytes");
          });
    }
  }

  @Test
  void is_not_ready_while_temporal_is_away() throws Exception {
    try (WorkerProcess worker = start(server, SOON)) {
      server.kill();
      HttpResponse<String> away = get(worker, "/readyz");
      assertEquals(503, away.statusCode());
      assertContains(away.body(), "Temporal at " + server.address() + " does not answer");
      assertEquals(200, get(worker, "/healthz").statusCode());

      server.restart();
      Eventually.within(SOON, "readiness", () -> ask(worker, "/readyz").statusCode() == 200);
    }
  }

  @Test
  void lets_an_activity_in_hand_end_when_it_is_stopped() throws Exception {
    try (Asker asker = new Asker(server.address());
        WorkerProcess worker = start(server, SOON)) {
      CompletableFuture<SurveyResult> survey = asker.survey();
      assertTrue(hosts.begun.await(30, TimeUnit.SECONDS));
      Thread stopping = Thread.ofPlatform().start(worker::drain);
      Eventually.within(SOON, "drain", () -> ask(worker, "/readyz").statusCode() == 503);
      assertContains(get(worker, "/readyz").body(), "it is stopping");
      assertContains(get(worker, "/metrics").body(), "slipway_activities_running 1.0");

      hosts.letGo.countDown();
      stopping.join();
      assertEquals(1, hosts.cutShort.getCount());

      // Its result has reached Temporal: the next worker goes on behind it, and does not repeat it.
      HeldHosts unasked = new HeldHosts();
      try (WorkerProcess next = start(server, SOON, unasked)) {
        assertTrue(survey.get(30, TimeUnit.SECONDS).hosts().getFirst().succeeded());
        assertEquals(1, unasked.begun.getCount());
        assertTrue(next.trouble().isEmpty());
      }
    }
  }

  @Test
  void interrupts_what_does_not_end_in_time_and_another_worker_takes_it_up() throws Exception {
    try (Asker asker = new Asker(server.address())) {
      CompletableFuture<SurveyResult> survey;
      try (WorkerProcess worker = start(server, Duration.ofMillis(200))) {
        survey = asker.survey();
        assertTrue(hosts.begun.await(30, TimeUnit.SECONDS));
        worker.drain();
        assertTrue(hosts.cutShort.await(1, TimeUnit.SECONDS));
      }
      HeldHosts free = new HeldHosts();
      free.letGo.countDown();
      try (WorkerProcess next = start(server, SOON, free)) {
        assertTrue(survey.get(60, TimeUnit.SECONDS).hosts().getFirst().succeeded());
        assertTrue(next.trouble().isEmpty());
      }
    }
  }

  @Test
  void says_what_to_do_when_the_health_address_is_taken() throws Exception {
    try (WorkerProcess worker = start(server, SOON)) {
      WorkerSettings same = new WorkerSettings(1, SOON, worker.healthAddress().orElseThrow());
      WorkerException refusal =
          assertThrows(
              WorkerException.class,
              () -> WorkerProcess.start(at(server.address()), same, List.of()));
      assertContains(String.valueOf(refusal.getMessage()), "--health-address");
    }
  }

  private WorkerProcess start(TemporalServer temporal, Duration drain) throws InterruptedException {
    return start(temporal, drain, hosts);
  }

  private static WorkerProcess start(TemporalServer temporal, Duration drain, HeldHosts activities)
      throws InterruptedException {
    WorkerSettings settings =
        new WorkerSettings(
            5, drain, new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next()));
    return WorkerProcess.start(
        at(temporal.address()), settings, List.of(activities, Gate.unsigned(verdict -> {})));
  }

  private static ClientConfigProfile at(String address) {
    return ClientConfigProfile.newBuilder().setAddress(address).build();
  }

  private HttpResponse<String> ask(WorkerProcess worker, String path) {
    try {
      return get(worker, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> get(WorkerProcess worker, String path)
      throws IOException, InterruptedException {
    InetSocketAddress address = worker.healthAddress().orElseThrow();
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(address.getPort(), path));
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void assertContains(String text, String part) {
    assertTrue(text.contains(part), text);
  }
}
