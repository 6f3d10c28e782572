package io.slipway.contract;

import io.slipway.domain.HostName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run: a line of progress.
 *
 * @param number counts from 1 within the workflow that tells it
 * @param phase null for what concerns the run as a whole
 * @param batch workflow id of the batch that a {@link EventType#BATCH_STARTED} speaks of
 * @param step the step of a host that this is about
 * @param output last lines of a step's output, at most 4 KiB
 * @param hosts how many hosts the run, phase or batch has that begins here; null for other events,
 *     and where a worker of before tells it
 */
public record RunEvent(
    int number,
    Instant at,
    EventType type,
    @Nullable Phase phase,
    @Nullable HostName host,
    @Nullable String step,
    @Nullable String batch,
    String message,
    @Nullable String output,
    @Nullable Integer hosts) {

  /** Of anything but a beginning. */
  public RunEvent(
      int number,
      Instant at,
      EventType type,
      @Nullable Phase phase,
      @Nullable HostName host,
      @Nullable String step,
      @Nullable String batch,
      String message,
      @Nullable String output) {
    this(number, at, type, phase, host, step, batch, message, output, null);
  }
}
