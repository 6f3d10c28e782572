package io.slipway.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.codec.EncryptingCodec;
import io.slipway.codec.KeyRing;
import io.slipway.codec.KeyRingText;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.SurveyResult;
import io.slipway.contract.WireFormat;
import io.slipway.gate.Gate;
import io.slipway.redact.Redactor;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.TemporalServer;
import io.temporal.common.converter.DataConverter;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PayloadEncryptionIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String OLD = "old AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";
  private static final String NEW = "new ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=\n";

  private static final Pattern KEY_ID =
      Pattern.compile("key: \"encryption-key-id\"\\s+value: \"([^\"]*)\"");

  /**
   * The name of the order's host, what it says, where that was thrown, and what people are told.
   */
  private static final List<String> TELLTALES =
      List.of(
          "web1",
          "acme/shop",
          "is-away-today",
          "AwayHosts",
          "memo-tells",
          "summary-tells",
          "details-tell");

  @Test
  void temporal_reads_nothing_and_rings_can_be_rotated() throws Exception {
    try (TemporalServer server = TemporalServer.start(List.of());
        Asker asker = new Asker(server.address(), converter(ring(OLD)))) {
      try (WorkerProcess worker = worker(server, ring(OLD))) {
        assertTrue(worker.trouble().isEmpty());
        asker.survey().get(30, TimeUnit.SECONDS);
      }
      String history = asker.history();
      assertTrue(history.contains("Encoded failure"), history);
      TELLTALES.forEach(word -> assertFalse(history.contains(word), word + " in " + history));
      assertEquals(Set.of("old"), keysIn(history));
      assertTrue(server.holds(asker.last()), "ids are kept in clear");
      TELLTALES.forEach(word -> assertFalse(server.holds(word), word + " in the database"));

      KeyRing rotated = ring(NEW + OLD);
      try (Asker later = new Asker(server.address(), converter(rotated));
          WorkerProcess worker = worker(server, rotated)) {
        assertTrue(worker.trouble().isEmpty());
        SurveyResult old = later.result(asker.last());
        assertEquals("web1", old.hosts().getFirst().host().value());
        CompletableFuture<SurveyResult> next = later.survey();
        assertFalse(next.get(30, TimeUnit.SECONDS).hosts().getFirst().succeeded());
        assertEquals(Set.of("new"), keysIn(later.history()));
      }
    }
  }

  @Test
  void a_worker_without_keys_says_what_is_missing() throws Exception {
    try (TemporalServer server = TemporalServer.start(List.of());
        Asker asker = new Asker(server.address(), converter(ring(OLD)));
        WorkerProcess worker = worker(server, null)) {
      assertTrue(worker.trouble().isEmpty());
      CompletableFuture<SurveyResult> unused = asker.survey();

      Eventually.within(
          SOON,
          "a plain failure",
          () ->
              asker
                  .history()
                  .contains("Set SLIPWAY_PAYLOAD_KEYS to the key ring that has key old"));
    }
  }

  private static Set<String> keysIn(String history) {
    return KEY_ID.matcher(history).results().map(r -> r.group(1)).collect(Collectors.toSet());
  }

  /** What each test here stands on. */
  @Test
  void without_keys_temporal_reads_all_of_it() throws Exception {
    try (TemporalServer server = TemporalServer.start(List.of());
        Asker asker = new Asker(server.address());
        WorkerProcess worker = worker(server, null)) {
      assertTrue(worker.trouble().isEmpty());
      asker.survey().get(30, TimeUnit.SECONDS);

      TELLTALES.forEach(word -> assertTrue(server.holds(word), word + " is not in the database"));
    }
  }

  private static WorkerProcess worker(TemporalServer server, @Nullable KeyRing keys)
      throws InterruptedException {
    return WorkerProcess.start(
        ClientConfigProfile.newBuilder().setAddress(server.address()).build(),
        new WorkerSettings(5, Duration.ofSeconds(1), null),
        List.of(new AwayHosts(), Gate.unsigned(verdict -> {})),
        new Discretion(new Redactor(), keys));
  }

  private static KeyRing ring(String text) {
    return KeyRingText.read(text, "ring");
  }

  private static DataConverter converter(KeyRing ring) {
    return EncryptingCodec.converter(WireFormat.dataConverter(), ring);
  }

  /** Fails at every look, in words that tell of the host. */
  private static final class AwayHosts extends HeldHosts {
    @Override
    public HostReport inspect(HostOrder order) {
      throw ApplicationFailure.newNonRetryableFailure("web1 is-away-today", "HOST_UNREACHABLE");
    }
  }
}
