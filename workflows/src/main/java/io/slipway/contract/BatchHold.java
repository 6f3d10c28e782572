package io.slipway.contract;

/**
 * Tells a batch to hold, or to go on.
 *
 * @param number grows with each of a run: what comes late counts for nothing
 * @param on whether no further host begins; false lets them begin again
 * @param steps whether hosts in work begin no further step either
 */
public record BatchHold(int number, boolean on, boolean steps) {}
