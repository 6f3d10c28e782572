package io.slipway.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker has opened so far; closed in reverse order, all of it, whatever happens. */
final class OpenParts implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(OpenParts.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(T part) {
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
        logger.warn("Tried to close {}, but {}", part, Text.reason(e), e);
      }
    }
  }
}
