package io.slipway.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import io.slipway.testbench.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many who want to read while the worker is not logged in. */
final class VaultSessionTest {
  private final AtomicInteger logins = new AtomicInteger();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final Queue<SecretException> faults = new ConcurrentLinkedQueue<>();

  @Test
  void logsInOnceForAllWhoWaitAndTellsEachOfItsOwnReference() throws InterruptedException {
    VaultSettings nowhere =
        VaultSettings.of(Map.of("VAULT_ADDR", "http://127.0.0.1:1"), reference(0));
    try (VaultHttp vault = new VaultHttp(nowhere);
        VaultSession session = new VaultSession(vault, new Hanging())) {
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        SecretRef ref = reference(i);
        readers.add(Thread.ofPlatform().start(() -> read(session, ref)));
      }
      Eventually.within(
          Duration.ofSeconds(10),
          "ten that wait",
          () -> readers.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
      answer.countDown();
      for (Thread reader : readers) {
        reader.join();
      }
    }

    assertEquals(1, logins.get());
    List<String> told = faults.stream().map(SecretException::reference).sorted().toList();
    assertEquals(10, told.stream().distinct().count(), told.toString());
    assertTrue(faults.stream().allMatch(f -> f.obstacle() == Obstacle.AWAY));
  }

  private void read(VaultSession session, SecretRef ref) {
    faults.add(
        assertThrows(
            SecretException.class,
            () ->
                session.ask(
                    ref,
                    token -> {
                      throw new AssertionError("nobody is logged in");
                    })));
  }

  private static SecretRef reference(int number) {
    return SecretRef.parse("vault:kv1/shop" + number);
  }

  /** Does not answer until it is let to, and then has no token. */
  private final class Hanging implements VaultLogin {
    @Override
    public String name() {
      return "a test";
    }

    @Override
    public VaultToken token(VaultHttp vault, SecretRef ref) {
      logins.incrementAndGet();
      try {
        answer.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      throw new SecretException(Obstacle.AWAY, ref, "Vault does not answer", "Is it up?");
    }
  }
}
