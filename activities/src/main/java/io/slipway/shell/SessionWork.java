package io.slipway.shell;

/** What is done with a lent session; it must not be kept. */
@FunctionalInterface
public interface SessionWork<T> {
  T with(HostSession session);
}
