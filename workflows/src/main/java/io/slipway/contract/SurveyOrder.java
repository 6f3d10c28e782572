package io.slipway.contract;

import io.slipway.domain.Target;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a look at hosts.
 *
 * @param key names the survey in logs; its id is a time and no release
 * @param target the stage with the hosts to look at, at most {@link #MOST_HOSTS}
 * @param ref a branch, tag or commit to resolve as well; null for none
 * @param proof the same order, signed, which then goes before; null for one that is not signed
 */
public record SurveyOrder(
    RunKey key,
    SurveyKind kind,
    Target target,
    @Nullable String ref,
    Initiator initiator,
    @Nullable SignedRequest proof) {
  public static final int MOST_HOSTS = 500;

  /** One that is not signed. */
  public SurveyOrder(
      RunKey key, SurveyKind kind, Target target, @Nullable String ref, Initiator initiator) {
    this(key, kind, target, ref, initiator, null);
  }

  /** The same, asked for by this one, and without what has proven it. */
  public SurveyOrder by(Initiator other) {
    return new SurveyOrder(key, kind, target, ref, other);
  }

  /** The same, with the statement that it is made in. */
  public SurveyOrder with(SignedRequest signed) {
    return new SurveyOrder(key, kind, target, ref, initiator, signed);
  }
}
