package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param untouched whether it is known that no order which changes the host was sent to it, in any
 *     attempt; false when it was, and when nobody can be sure
 */
public record HostFailure(
    HostName host,
    FailureType type,
    @Nullable String step,
    String attempted,
    String reason,
    String remedy,
    String output,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean untouched) {

  /** Of a host that may have been sent something. */
  public HostFailure(
      HostName host,
      FailureType type,
      @Nullable String step,
      String attempted,
      String reason,
      String remedy,
      String output) {
    this(host, type, step, attempted, reason, remedy, output, false);
  }

  /** The same of another type, where more is known of what it means. */
  public HostFailure as(FailureType other) {
    return new HostFailure(host, other, step, attempted, reason, remedy, output, untouched);
  }

  /** The same of a host of which it is known, or no longer sure, that it was sent nothing. */
  public HostFailure untouched(boolean known) {
    return new HostFailure(host, type, step, attempted, reason, remedy, output, known);
  }

  /** The sentence that people read. */
  public String message() {
    return "%s: tried to %s, but %s. %s".formatted(host, attempted, reason, remedy);
  }
}
