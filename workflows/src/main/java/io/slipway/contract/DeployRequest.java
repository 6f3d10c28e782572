package io.slipway.contract;

import io.slipway.domain.Target;
import org.jspecify.annotations.Nullable;

/**
 * Asks a stage for a deploy.
 *
 * @param ref branch, tag or commit; resolved once, in the run
 * @param reason why, in the asker's words; null when not given
 */
public record DeployRequest(
    Target target, String ref, Initiator initiator, @Nullable String reason) {}
