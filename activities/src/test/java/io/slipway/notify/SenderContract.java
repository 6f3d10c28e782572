package io.slipway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Notice;
import io.slipway.domain.Channel;
import io.slipway.domain.SecretRef;
import io.slipway.redact.Redactor;
import io.slipway.secret.FakeStore;
import io.slipway.secret.SecretException.Obstacle;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every way to tell somebody has to honour. */
abstract class SenderContract {
  static final String SECRET = "s3cr3t-4711-canary";

  final FakeStore store = new FakeStore();
  final Map<String, String> environment = new HashMap<>(Map.of("SLIPWAY_WORKER_NOTIFY", "allow"));
  private int begun;

  /** The way to a receiver that takes what it is told. */
  abstract Channel channel();

  /** A way to where nobody is. */
  abstract Channel nowhere();

  /** From now on the receiver says that it will never take anything. */
  abstract void refuses();

  /** From now on the receiver says that it takes nothing for the moment. */
  abstract void isBusy();

  /** From now on the receiver hears everything and goes away before it answers. */
  abstract void vanishes();

  /** All that the receiver was told, each as one text. */
  abstract List<String> heard();

  /** Keeps a secret; where it can be read. */
  final SecretRef keep(String name, String value) {
    store.put("secret/data/" + name, "value", value);
    return SecretRef.parse("vault:secret/data/%s#value".formatted(name));
  }

  final void send(Notice notice) throws InterruptedException {
    send(notice, false);
  }

  final void send(Notice notice, boolean repeated) throws InterruptedException {
    Notifying notifying =
        new Notifying(
            store,
            new Redactor(),
            InstantSource.fixed(Instant.parse("2026-11-24T09:00:05Z")),
            environment);
    try (Attempt attempt = notifying.attempt(repeated, () -> begun++);
        Notifying.Passage passage = notifying.passage(notice.to().channel())) {
      passage.sender().send(notice, attempt);
    }
  }

  final SendFault fault(Notice notice) {
    SendFault fault = assertThrows(SendFault.class, () -> send(notice));
    String words = "%s %s".formatted(fault.reason(), fault.remedy());
    assertFalse(words.contains(SECRET), words);
    assertFalse(words.contains("said in private"), words);
    assertFalse(fault.reason().endsWith("."), fault.reason());
    assertTrue(fault.remedy().endsWith("."), fault.remedy());
    return fault;
  }

  @Test
  void tells_what_is_to_be_told_once() throws InterruptedException {
    send(Notices.paused(channel(), "web2 did not come up."));

    assertEquals(1, heard().size(), heard().toString());
    String text = heard().getFirst();
    assertTrue(text.contains("web2 did not come up."), text);
    assertTrue(text.contains("slipway continue production"), text);
    assertTrue(text.contains("production"), text);
    assertFalse(text.contains(SECRET) && !text.contains("Bearer"), text);
    assertEquals(1, begun);
  }

  @Test
  void tells_the_words_that_somebody_has_chosen() throws InterruptedException {
    send(Notices.worded(channel(), "{application} {ref} -> {stage}: {command}"));
    assertTrue(
        heard().getFirst().replace("&gt;", ">").contains("shop v1.4.2 -> production: slipway"),
        heard().getFirst());
  }

  @Test
  void what_is_away_may_be_told_later() {
    assertEquals(SendFault.Kind.AWAY, fault(Notices.paused(nowhere(), "x")).kind());
  }

  @Test
  void what_is_refused_never_is() {
    refuses();
    assertEquals(SendFault.Kind.REFUSED, fault(Notices.paused(channel(), "x")).kind());
  }

  @Test
  void what_a_busy_receiver_does_not_take_may_be_told_later() {
    isBusy();
    assertEquals(SendFault.Kind.AWAY, fault(Notices.paused(channel(), "x")).kind());
    assertEquals(1, begun);
  }

  @Test
  void what_may_have_been_heard_is_in_doubt() {
    vanishes();
    assertEquals(SendFault.Kind.DOUBTFUL, fault(Notices.paused(channel(), "x")).kind());
    assertEquals(1, begun);
  }

  @Test
  void nothing_is_told_without_its_secrets() {
    Channel channel = channel();
    assertFalse(channel.references().isEmpty());
    store.fail(Obstacle.DENIED);
    SendFault denied = fault(Notices.paused(channel, "x"));
    assertEquals(SendFault.Kind.REFUSED, denied.kind());
    assertTrue(
        channel.references().stream().anyMatch(r -> denied.reason().contains(r.toString())),
        denied.reason());
    store.fail(Obstacle.AWAY);
    assertEquals(SendFault.Kind.AWAY, fault(Notices.paused(channel, "x")).kind());
    assertEquals(List.of(), heard());
    assertEquals(0, begun);
  }
}
