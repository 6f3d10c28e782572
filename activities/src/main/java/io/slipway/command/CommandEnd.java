package io.slipway.command;

import io.slipway.contract.FailureType;
import io.slipway.domain.Excerpt;
import java.time.Duration;
import java.util.Optional;

/**
 * How a command on the worker has ended.
 *
 * @param limit the longest that it might run
 * @param inTime whether it has ended by itself
 * @param status its exit status; of no matter where it was ended
 * @param said the end of its output as it was said, secrets included; 64 KiB at most
 * @param cut whether there was more before that
 */
public record CommandEnd(
    Duration limit, Duration took, boolean inTime, int status, String said, boolean cut) {
  /** What POSIX adds to the number of a signal that has ended a command. */
  private static final int SIGNALLED = 128;

  /** As what it has failed; empty when it has not. */
  public Optional<FailureType> fault() {
    if (!inTime) {
      return Optional.of(FailureType.STEP_TIMED_OUT);
    }
    if (status == 0) {
      return Optional.empty();
    }
    return Optional.of(status > SIGNALLED ? FailureType.STEP_SIGNALLED : FailureType.STEP_FAILED);
  }

  /**
   * How it has failed, in words that complete "but …", without a full stop.
   *
   * @param told what may be told of its output
   */
  public String reason(String told) {
    if (!inTime) {
      return "it had not ended after %d s, and was ended".formatted(limit.toSeconds());
    }
    String last = Excerpt.lastLine(told);
    return "it ended with status %d%s"
        .formatted(status, last.isEmpty() ? " and said nothing" : ", and said last: " + last);
  }
}
