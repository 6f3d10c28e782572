package io.slipway.contract;

/**
 * Tells a batch to begin no further host.
 *
 * @param interrupt whether hosts in work are interrupted; they end by themselves otherwise
 */
public record BatchStop(boolean interrupt) {}
