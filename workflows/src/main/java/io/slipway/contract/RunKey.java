package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.StageName;

/**
 * Names one run on a stage.
 *
 * @param id for a deploy the id of the release that it makes; for a rollback or a recovery a time
 *     in the same form
 */
public record RunKey(ApplicationName application, StageName stage, RunKind kind, ReleaseId id) {}
