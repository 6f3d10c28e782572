package io.slipway.contract;

/**
 * One measurement of a canary.
 *
 * @param seen what was seen, or why nothing was, for people: at most a few hundred characters
 */
public record Measured(Sample sample, String seen) {}
