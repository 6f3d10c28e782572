package io.slipway.contract;

import java.time.Duration;

/**
 * One step of a phase that ended well.
 *
 * @param step such as {@code checkout}
 * @param already whether an earlier attempt had done it, so that there was nothing to do
 * @param output last lines of its output, at most 4 KiB; empty when there is none
 */
public record StepReport(String step, boolean already, Duration took, String output) {}
