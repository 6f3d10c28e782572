package io.slipway.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads all that a command says, and keeps the end of it. */
final class Tail {
  /** More than is told, so that a secret at its beginning is still known for one. */
  private static final int KEPT = 64 * 1024;

  private final Thread reader;
  private byte[] kept = new byte[0];
  private boolean cut;

  private Tail(InputStream in) {
    reader = Thread.ofVirtual().name("output of a command on the worker").start(() -> read(in));
  }

  static Tail of(InputStream in) {
    return new Tail(in);
  }

  private void read(InputStream in) {
    byte[] piece = new byte[8192];
    try (in) {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        add(piece, count);
      }
    } catch (IOException closed) {
      // The command has ended, and with it what can be read.
    }
  }

  private synchronized void add(byte[] piece, int count) {
    byte[] all = Arrays.copyOf(kept, kept.length + count);
    System.arraycopy(piece, 0, all, kept.length, count);
    cut |= all.length > KEPT;
    kept = all.length > KEPT ? Arrays.copyOfRange(all, all.length - KEPT, all.length) : all;
  }

  /** The end of what was said, once the command has ended. */
  byte[] bytes() {
    try {
      // What a command leaves behind may hold its output open.
      reader.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      return kept.clone();
    }
  }

  /** Whether there was more before it. */
  synchronized boolean cut() {
    return cut;
  }
}
