package io.slipway.traffic;

/**
 * The way to one part of a balancer, to speak of one host. What is done is noted there before it is
 * done, so that everybody who asks later knows by whom the host was taken out. All methods may be
 * called again.
 */
interface BalancerLink {
  /** What people call this part. */
  String name();

  /** Changes nothing. */
  Standing look();

  /** Takes the host out, unless it is out by other hands. */
  Standing drain();

  /** Lets the host in, where we have taken it out and nobody else has meanwhile. */
  Standing undrain();

  /** Removes the note of a host that is in again. */
  void forget();
}
