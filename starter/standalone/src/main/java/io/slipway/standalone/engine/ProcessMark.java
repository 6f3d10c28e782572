package io.slipway.standalone.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that can be told from a later one with the same number.
 *
 * @param started as the system tells it; other readers may see it a second off
 */
record ProcessMark(long pid, Instant started) {
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  static ProcessMark of(ProcessHandle process) {
    return new ProcessMark(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
  }

  /** The process, if it still runs. */
  Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
  }

  private boolean isSame(ProcessHandle process) {
    Instant told = process.info().startInstant().orElse(Instant.EPOCH);
    return Duration.between(started, told).abs().compareTo(TOLERANCE) <= 0;
  }
}
