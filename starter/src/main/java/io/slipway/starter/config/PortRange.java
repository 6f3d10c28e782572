package io.slipway.starter.config;

import io.slipway.domain.Relay;

/** Ports of hosts, as written: the first and the last. */
record PortRange(int first, int last) {

  static PortRange parse(String text) {
    String[] ends = text.split("-");
    return new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
  }

  boolean sound() {
    return Relay.LEAST_PORT <= first && first <= last && last <= Relay.MOST_PORT;
  }
}
