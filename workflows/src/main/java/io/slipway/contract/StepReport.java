package io.slipway.contract;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One step of a phase that ended well.
 *
 * @param step such as {@code checkout}
 * @param already whether an earlier attempt had done it, so that there was nothing to do
 * @param output last lines of its output, at most 4 KiB; empty when there is none
 * @param skipped why there was no need for it, in words that complete "skipped, …"; null when it
 *     was not skipped
 */
public record StepReport(
    String step, boolean already, Duration took, String output, @Nullable String skipped) {

  /** A step that was not skipped. */
  public StepReport(String step, boolean already, Duration took, String output) {
    this(step, already, took, output, null);
  }
}
