package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import org.jspecify.annotations.Nullable;

/**
 * A run that was asked for, as far as it is known.
 *
 * @param answer the stage's; a place becomes a run once its turn has come
 * @param ended how it ended; null while it goes on or waits
 */
public record AskedRun(
    ApplicationName application, StageName stage, Answer answer, @Nullable RunSummary ended) {}
