package io.slipway.contract;

/**
 * Asks a run or a batch for its events.
 *
 * @param after number of the last event that the asker has; 0 for all
 */
public record EventsQuery(int after) {}
