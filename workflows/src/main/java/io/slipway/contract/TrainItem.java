package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/** One place in a train: a car or a gate, exactly one of which is set. */
public record TrainItem(@Nullable TrainDeploy car, @Nullable TrainGate gate) {}
