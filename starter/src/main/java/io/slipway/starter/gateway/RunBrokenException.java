package io.slipway.starter.gateway;

/**
 * A run was stopped from outside, so that it tells no result; its stage takes care of the hosts.
 */
public final class RunBrokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunBrokenException(String run, String how, Throwable cause) {
    super("%s %s".formatted(run, how), cause);
  }
}
