package io.slipway.domain;

import java.time.Duration;

/**
 * How a canary is judged while it bakes.
 *
 * @param name what messages call it
 * @param interval from one measurement to the next
 * @param count measurements after which it is over, 1 or more; those that nobody answered are not
 *     counted
 * @param failureLimit how many of them may be bad, 0 or more
 * @param consecutiveSuccess how many good ones in a row are needed, and enough; 0 when none need be
 *     in a row
 * @param initialDelay from the switch to the first
 */
public record CanaryCheck(
    String name,
    Measure measure,
    Duration interval,
    int count,
    int failureLimit,
    int consecutiveSuccess,
    Duration initialDelay) {
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);
  public static final int DEFAULT_COUNT = 5;
}
