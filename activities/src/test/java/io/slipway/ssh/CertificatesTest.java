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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    certificates.of(AUTHORITY, "deploy");
    certificates.forget(AUTHORITY, "deploy");
    certificates.of(AUTHORITY, "deploy");
    assertEquals(2, signed);
  }

  @Test
  void refusesOneThatIsOverAlready() {
    validity = "-2h:-1h";
    SshFault fault = assertThrows(SshFault.class, () -> certificates.of(AUTHORITY, "deploy"));
    assertEquals(FailureType.UNUSABLE_KEY, fault.type());
    assertTrue(fault.reason().contains("over"), fault.reason());
  }

  @Test
  void waitsForAnAuthorityThatIsAway() {
    Certificates away =
        new Certificates(
            (ref, key, login) -> {
              throw new SecretException(Obstacle.AWAY, ref, "it is sealed", "Unseal it.");
            },
            () -> now);
    SshFault fault = assertThrows(SshFault.class, () -> away.of(AUTHORITY, "deploy"));
    assertEquals(FailureType.SECRETS_UNREACHABLE, fault.type());
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
