package io.slipway.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException;
import io.slipway.secret.SecretException.Obstacle;
import io.slipway.secret.SshSigner;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import net.schmizz.sshj.common.Buffer;

/**
 * Keys that the worker makes for itself and has signed. They are never on disk, and are shared by
 * all hosts on which the worker logs in under one name.
 */
final class Certificates {
  private static final int ED25519_LENGTH = 32;

  private final SshSigner signer;
  private final InstantSource clock;
  private final Map<Wish, FutureTask<Held>> held = new ConcurrentHashMap<>();

  private record Wish(SecretRef authority, String login) {}

  private record Held(Identity identity, Instant until) {}

  Certificates(SshSigner signer, InstantSource clock) {
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * One whose life is not nearly over. Who wants the same one while it is being made waits for it,
   * and shares the fault when there is one: a fleet does not ask a store that hangs host by host.
   *
   * @throws SecretException when none is signed
   */
  Identity of(SecretRef authority, String login) {
    Wish wish = new Wish(authority, login);
    FutureTask<Held> task =
        held.compute(
            wish,
            (w, last) ->
                last == null || over(last)
                    ? new FutureTask<>(() -> make(wish, clock.instant()))
                    : last);
    task.run(); // does nothing when somebody else does or did
    try {
      return task.get().identity;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SecretException fault
          ? fault
          : new IllegalStateException("signing ended with a fault of ours", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SecretException(
          Obstacle.AWAY, authority, "this worker is stopping", "Another worker goes on with it.");
    }
  }

  /** Others may have another one by now, which stays. */
  void forget(Identity refused) {
    held.values()
        .removeIf(
            task ->
                task.state() == Future.State.SUCCESS
                    && task.resultNow().identity.shown().equals(refused.shown()));
  }

  private boolean over(FutureTask<Held> task) {
    return switch (task.state()) {
      case RUNNING -> false;
      case SUCCESS -> !clock.instant().isBefore(task.resultNow().until);
      case FAILED, CANCELLED -> true;
    };
  }

  private Held make(Wish wish, Instant now) {
    KeyPair pair = keyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(encoded, encoded.length - ED25519_LENGTH, encoded.length);
    WireKey plain =
        WireKey.of(
            new Buffer.PlainBuffer().putString("ssh-ed25519").putBytes(point).getCompactData());
    WireKey shown = signed(wish, plain);
    Duration life = Duration.between(now, expiry(wish, shown));
    if (!life.isPositive()) {
      throw fault(wish, "its certificates are over when they are made", "Set a longer ttl there.");
    }
    Identity identity =
        new Identity(
            shown,
            "a certificate of %s for %s".formatted(wish.authority, wish.login),
            true,
            FileSigner.of(pair.getPrivate(), plain.type()));
    return new Held(identity, now.plus(life.multipliedBy(4).dividedBy(5)));
  }

  private WireKey signed(Wish wish, WireKey plain) {
    String line = signer.sign(wish.authority, plain.type() + " " + plain.base64(), wish.login);
    return WireKey.inLine(line).filter(WireKey::certificate).orElseThrow(() -> strange(wish));
  }

  private static Instant expiry(Wish wish, WireKey shown) {
    try {
      PublicKey key = new Buffer.PlainBuffer(shown.blob()).readPublicKey();
      if (key instanceof Certificate<?> certificate) {
        return certificate.getValidBefore().toInstant();
      }
    } catch (Buffer.BufferException malformed) {
      // said below
    }
    throw strange(wish);
  }

  private static KeyPair keyPair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private static SecretException strange(Wish wish) {
    return fault(wish, "what it answers is no certificate", "Name the path that signs SSH keys.");
  }

  private static SecretException fault(Wish wish, String reason, String remedy) {
    return new SecretException(Obstacle.MISUSED, wish.authority, reason, remedy);
  }
}
