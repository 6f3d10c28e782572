package io.slipway.ssh;

/** Takes what a command prints, piece by piece, on the thread that reads the connection. */
@FunctionalInterface
interface Sink {
  /** Takes a piece; false when no more is wanted. The bytes are the reader's again afterwards. */
  boolean take(byte[] bytes, int offset, int length);
}
