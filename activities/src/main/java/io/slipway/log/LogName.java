package io.slipway.log;

import io.slipway.contract.RunKey;
import io.slipway.domain.HostName;

/**
 * Names what one command has said, from its beginning to its end.
 *
 * @param step such as {@code build}
 * @param begun names the beginning: when its attempt was scheduled, in seconds since 1970, and a
 *     number. A step that is begun once more has another
 */
public record LogName(RunKey run, HostName host, String step, String begun) {
  private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  /**
   * @throws IllegalArgumentException when step or beginning are no words that a file can be named
   *     by
   */
  public LogName {
    if (!step.matches(WORD) || !begun.matches(WORD)) {
      throw new IllegalArgumentException("no step '%s' is begun at '%s'".formatted(step, begun));
    }
  }
}
