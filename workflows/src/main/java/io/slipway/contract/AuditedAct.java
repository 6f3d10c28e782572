package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.StageName;
import org.jspecify.annotations.Nullable;

/**
 * What an audit trail tells of.
 *
 * @param action one word: {@code deploy}, {@code rollback}, {@code abort}, ...
 * @param run the workflow's id; null for what belongs to no run
 * @param hosts how many it is about
 */
public record AuditedAct(
    String action,
    ApplicationName application,
    StageName stage,
    @Nullable String run,
    @Nullable String ref,
    @Nullable Revision revision,
    @Nullable ReleaseId release,
    int hosts) {}
