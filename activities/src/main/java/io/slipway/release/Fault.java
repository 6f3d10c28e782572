package io.slipway.release;

import org.jspecify.annotations.Nullable;

/**
 * What a script says that it could not do.
 *
 * @param step in which; null before the first
 * @param code one of those that {@link FaultWords} knows
 * @param about what the code is about, such as a path
 * @param output of the command that failed
 */
record Fault(@Nullable String step, String code, String about, String output) {}
