package io.slipway.contract;

/**
 * A run that stands still for a freeze.
 *
 * @param run the id of its workflow
 */
public record FrozenRun(String run) {}
