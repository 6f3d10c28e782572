package io.slipway.gate;

import java.util.List;

/** A policy cannot be used; the message tells every fault on a line of its own. */
public final class PolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PolicyException(List<String> faults) {
    super(String.join("\n", faults));
  }
}
