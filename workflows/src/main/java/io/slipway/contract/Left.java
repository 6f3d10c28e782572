package io.slipway.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a request waits no longer.
 *
 * @param why in a sentence for people
 * @param run what it has become; null unless it has begun
 */
public record Left(Leaving how, Instant at, String why, @Nullable RunTicket run) {}
