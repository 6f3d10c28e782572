package io.slipway.notify;

import io.slipway.contract.Notice;

/**
 * A way to tell somebody. Implementations try once, let no value of a secret into messages, and
 * tell apart what was surely not heard from what may have been. Take care when adding to this:
 * every sender must honour it, and the contract test proves it for each.
 */
interface Sender {

  /**
   * Tells the notice.
   *
   * @param attempt has the secrets, and is told immediately before anything can be heard
   * @throws SendFault when it was not told, or may not have been
   */
  void send(Notice notice, Attempt attempt) throws InterruptedException;

  /** Whether the receiver takes the same notice twice for one. */
  boolean repeatable();
}
