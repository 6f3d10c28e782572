package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * Asks a stage for one step of a train.
 *
 * @param undone the deploy that is to be undone; null for all other steps
 */
public record TrainRequest(TrainDeploy order, TrainStep step, @Nullable RunKey undone) {}
