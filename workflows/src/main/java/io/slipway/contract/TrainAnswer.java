package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * What a stage answers to a train.
 *
 * @param answer what has become of the request; null where nothing was to begin
 */
public record TrainAnswer(@Nullable Answer answer) {}
