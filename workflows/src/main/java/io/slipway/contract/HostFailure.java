package io.slipway.contract;

import io.slipway.domain.HostName;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong on one host: the details of every failure that a host activity throws.
 *
 * @param step the step that failed, such as {@code checkout}; null when no step had begun
 * @param attempted verb phrase that completes "tried to …"
 * @param reason why it failed, without a full stop
 * @param remedy what to do now, one sentence
 * @param output last lines of output, at most 4 KiB, free of secrets; empty when there is none
 */
public record HostFailure(
    HostName host,
    FailureType type,
    @Nullable String step,
    String attempted,
    String reason,
    String remedy,
    String output) {

  /** The same of another type, where more is known of what it means. */
  public HostFailure as(FailureType other) {
    return new HostFailure(host, other, step, attempted, reason, remedy, output);
  }

  /** The sentence that people read. */
  public String message() {
    return "%s: tried to %s, but %s. %s".formatted(host, attempted, reason, remedy);
  }
}
