package io.slipway.gate;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Those who may look at everything, as their access tokens prove to whoever shows what Temporal
 * keeps: what is shown names no application, so that a right to look at one is not enough.
 */
public final class Onlookers {
  private final PolicyFiles files;
  private final OidcTokens tokens = new OidcTokens();
  private final InstantSource clock;

  private Onlookers(PolicyFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
  }

  /**
   * Those of a policy.yml, which is read again when it changes.
   *
   * @throws PolicyException when the file cannot be used; the message tells why
   */
  public static Onlookers by(Path policy) {
    return at(policy, InstantSource.system());
  }

  static Onlookers at(Path policy, InstantSource clock) {
    return new Onlookers(new PolicyFiles(policy), clock);
  }

  /** Why the owner of a token may not look, as a clause; empty when they may. */
  public Optional<String> refusal(String token) {
    Policy policy = files.now().policy();
    try {
      Identity who = tokens.bearer(policy.oidc(), token, clock.instant());
      return policy.allowsEverywhere(who, Permission.LOOK)
          ? Optional.empty()
          : Optional.of("the policy does not let you look at all applications and stages");
    } catch (UnprovenException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
