package io.slipway.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one time of a schedule has ended.
 *
 * @param due the time that was meant
 * @param message one sentence for people
 * @param run the deploy; null when none was begun
 */
public record ScheduledEnd(
    Instant due, ScheduledHow how, String message, @Nullable RunSummary run) {}
