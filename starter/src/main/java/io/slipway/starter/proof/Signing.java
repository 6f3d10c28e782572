package io.slipway.starter.proof;

import io.slipway.contract.Action;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.Statement;
import io.slipway.contract.TrainsStart;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes signed requests of plain ones, if the asker wants to sign.
 *
 * @param namespace of Temporal, to which statements are bound
 */
public record Signing(String namespace, @Nullable Signer signer) {
  /** Longer than this no watch or schedule goes by one statement; a policy may shorten it. */
  private static final Duration WATCH = Duration.ofDays(90);

  private static final int NONCE_BYTES = 16;
  private static final SecureRandom CHANCE = new SecureRandom();

  /**
   * The request, signed; empty when requests are not.
   *
   * @param run the workflow that is asked; null for a stage, and for a watch of it
   */
  public Optional<SignedRequest> sign(
      Action action,
      ApplicationName application,
      StageName stage,
      @Nullable String run,
      Object request) {
    Signer by = signer;
    if (by == null) {
      return Optional.empty();
    }
    Instant now = Instant.now();
    String statement =
        Statement.of(
                action,
                namespace,
                application,
                stage,
                run,
                nonce(),
                now,
                until(action, now),
                request)
            .text();
    return Optional.of(new SignedRequest(statement, by.prove(statement)));
  }

  /** Until when it is good, where it is carried out more than once. */
  private static @Nullable Instant until(Action action, Instant now) {
    return switch (action) {
      case WATCH, SCHEDULE -> now.plus(WATCH);
      case TRAIN -> now.plus(TrainsStart.GOOD_FOR);
      default -> null;
    };
  }

  private static String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    CHANCE.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
