package io.slipway.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times of a run that has ended, from which it is told how well a team delivers.
 *
 * @param committedAt when the commit of a deploy was made; null where nobody knows
 * @param troubledSince since when the stage had served what it should not, when the run began; null
 *     when it had not
 */
public record RunTimes(
    Instant startedAt,
    Instant endedAt,
    @Nullable Instant committedAt,
    @Nullable Instant troubledSince) {}
