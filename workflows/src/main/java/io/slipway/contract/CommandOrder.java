package io.slipway.contract;

import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.WorkerCommand;
import org.jspecify.annotations.Nullable;

/**
 * A command for the worker.
 *
 * @param step {@code before-switch} or {@code finished}
 * @param release what the run brings, or goes back to
 * @param revision its commit; null where that is not known
 */
public record CommandOrder(
    RunKey key,
    String step,
    WorkerCommand command,
    @Nullable ReleaseId release,
    @Nullable Revision revision) {}
