package io.slipway.shell;

/**
 * Lends sessions on hosts: the one way in which activities reach them. Shared by all activities of
 * a worker, safe for use by many threads.
 */
public interface HostSessions extends AutoCloseable {
  /**
   * Lends a session for the time of the work. Waits for its turn when limits are reached, beating
   * meanwhile.
   *
   * @param pulse beaten at least every five seconds for as long as the work waits for the host
   * @throws HostFaultException when no session can be had: unreachable, refused, throttled, host
   *     key or credentials at fault
   */
  <T> T withSession(HostAccess access, Pulse pulse, SessionWork<T> work);

  /** Ends all connections; work still going on fails. */
  @Override
  void close();
}
