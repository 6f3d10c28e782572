package io.slipway.release;

/**
 * Whether an order that changes a host has been sent by any attempt of an activity. If such a host
 * is then away, it is not known what has become of the order.
 */
final class Footprint {
  private volatile boolean left;

  Footprint(boolean left) {
    this.left = left;
  }

  boolean left() {
    return left;
  }

  void set(boolean now) {
    left = now;
  }
}
