package io.slipway.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/**
 * What a program has opened so far; closed in reverse order, all of it, once, whatever happens and
 * whoever comes first.
 */
public final class OpenParts implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final BiConsumer<AutoCloseable, Exception> trouble;

  /**
   * @param trouble told of each part that could not be closed; the others are closed all the same
   */
  public OpenParts(BiConsumer<AutoCloseable, Exception> trouble) {
    this.trouble = trouble;
  }

  public synchronized <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        trouble.accept(part, e);
      }
    }
  }
}
