package io.slipway.contract;

import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import org.jspecify.annotations.Nullable;

/**
 * Asks a stage to make an earlier release live again on all hosts.
 *
 * @param to the release; null for the newest published one that is older than what is live
 */
public record RollbackRequest(
    Target target, @Nullable ReleaseId to, Initiator initiator, @Nullable String reason) {}
