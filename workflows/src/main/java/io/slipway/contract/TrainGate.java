package io.slipway.contract;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a train waits for between two cars.
 *
 * @param quorum how many people must say that it may go on; 0 where it waits for a time
 * @param time how long it waits; null where it waits for people
 */
public record TrainGate(int quorum, @Nullable Duration time) {}
