package io.slipway.contract;

import io.slipway.domain.Target;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one look for drift, by a schedule.
 *
 * @param target the stage and its hosts as they were when the schedule was made
 * @param notifyCommand run by a shell on the worker when differences come or go; null for none
 */
public record DriftOrder(Target target, Initiator initiator, @Nullable String notifyCommand) {}
