package io.slipway.contract;

import io.slipway.domain.Target;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a look at hosts.
 *
 * @param key names the survey in logs; its id is a time and no release
 * @param target the stage with the hosts to look at, at most {@link #MOST_HOSTS}
 * @param ref a branch, tag or commit to resolve as well; null for none
 */
public record SurveyOrder(
    RunKey key, SurveyKind kind, Target target, @Nullable String ref, Initiator initiator) {
  public static final int MOST_HOSTS = 500;
}
