package io.slipway.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException;
import io.slipway.secret.SecretException.Obstacle;
import io.slipway.testbench.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
  private static final SecretRef AUTHORITY = SecretRef.parse("vault:ssh/sign/deploy");

  @TempDir Path folder;
  private Path authority = Path.of("/nowhere");
  private Instant now = Instant.now();
  private int signed;
  private String validity = "always:+10h";
  private final Certificates certificates = new Certificates(this::sign, () -> now);

  @BeforeEach
  void makeAuthority() {
    authority = new Keygen(folder).key("ca", "ed25519");
  }

  @Test
  void keepsOneForEachLoginUntilFourFifthsOfItsLifeAreOver() {
    Identity first = certificates.of(AUTHORITY, "deploy");
    now = now.plus(Duration.ofMinutes(470));
    assertSame(first, certificates.of(AUTHORITY, "deploy"));
    assertNotEquals(first, certificates.of(AUTHORITY, "ops"));
    assertEquals(2, signed);
    now = now.plus(Duration.ofMinutes(20));
    assertNotEquals(first, certificates.of(AUTHORITY, "deploy"));
    assertEquals(3, signed);
  }

  @Test
  void makesAnotherWhenOneWasRefused() {
    Identity refused = certificates.of(AUTHORITY, "deploy");
    certificates.forget(refused);
    Identity next = certificates.of(AUTHORITY, "deploy");
    assertNotEquals(refused, next);
    certificates.forget(refused); // a slower host's word on the old one
    assertSame(next, certificates.of(AUTHORITY, "deploy"));
    assertEquals(2, signed);
  }

  @Test
  void asksAnAuthorityThatHangsOnceForAWholeFleet() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch answer = new CountDownLatch(1);
    Certificates hanging =
        new Certificates(
            (ref, key, login) -> {
              asked.incrementAndGet();
              awaitUninterruptibly(answer);
              throw new SecretException(Obstacle.AWAY, ref, "it does not answer", "Is it up?");
            },
            () -> now);
    Queue<Obstacle> faults = new ConcurrentLinkedQueue<>();
    List<Thread> hosts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      hosts.add(
          Thread.ofPlatform()
              .start(
                  () ->
                      faults.add(
                          assertThrows(SecretException.class, () -> hanging.of(AUTHORITY, "deploy"))
                              .obstacle())));
    }
    Eventually.within(
        Duration.ofSeconds(10),
        "ten that wait",
        () -> hosts.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
    answer.countDown();
    for (Thread host : hosts) {
      host.join();
    }
    assertEquals(Collections.nCopies(10, Obstacle.AWAY), List.copyOf(faults));
    assertEquals(1, asked.get());
  }

  @Test
  void refusesOneThatIsOverAlready() {
    validity = "-2h:-1h";
    SecretException fault =
        assertThrows(SecretException.class, () -> certificates.of(AUTHORITY, "deploy"));
    assertEquals(Obstacle.MISUSED, fault.obstacle());
    assertTrue(fault.reason().contains("over"), fault.reason());
  }

  @Test
  void isAFaultOfTheAuthorityAndOfNoHost() {
    assertEquals(FailureType.SECRETS_UNREACHABLE, faultOf(Obstacle.AWAY).type());
    SshFault denied = faultOf(Obstacle.DENIED);
    assertEquals(FailureType.SECRET_UNUSABLE, denied.type());
    assertEquals(
        "tried to have a key signed by vault:ssh/sign/deploy for the login deploy, but it is so",
        denied.getMessage());
  }

  private SshFault faultOf(Obstacle obstacle) {
    Certificates refused =
        new Certificates(
            (ref, key, login) -> {
              throw new SecretException(obstacle, ref, "it is so", "Change it.");
            },
            () -> now);
    PrivateKeys keys = new PrivateKeys(new Passphrases(Map.of(), folder));
    try (Watchdog watchdog = new Watchdog()) {
      Identities identities = new Identities(keys, watchdog, refused);
      Credentials credentials = new Credentials(List.of(), false, null, null, false, AUTHORITY);
      return assertThrows(SshFault.class, () -> identities.of(credentials, "deploy"));
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String sign(SecretRef ref, String publicKey, String login) {
    signed++;
    try {
      Path key = folder.resolve("key" + signed);
      Files.writeString(Keygen.pub(key), publicKey + "\n");
      String options = "-n %s -V %s".formatted(login, validity);
      return Files.readString(new Keygen(folder).sign(authority, key, options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
