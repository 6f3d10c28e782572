package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * What a stage hands to a run; exactly one of the requests is set, the one of {@link RunKey#kind}.
 */
public record RunOrder(
    RunKey key, @Nullable DeployRequest deploy, @Nullable RollbackRequest rollback) {}
