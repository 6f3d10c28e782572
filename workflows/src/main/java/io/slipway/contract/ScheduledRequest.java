package io.slipway.contract;

import java.time.Instant;

/**
 * Asks a stage for the deploy of a schedule.
 *
 * @param due the time of the schedule that it is asked for
 */
public record ScheduledRequest(ScheduleOrder order, Instant due) {}
