package io.slipway.secret;

import io.slipway.shell.HostAccess;
import io.slipway.shell.Pulse;

/** The keys that a worker makes for logging in, and has signed by an authority. */
@FunctionalInterface
public interface LoginKeys {

  /**
   * Has the keys signed with which a host, and the bastions before it, are logged in to, unless the
   * worker holds such keys already.
   *
   * @throws SecretException when one is not signed, saying why and what to do
   */
  void ready(HostAccess access, Pulse pulse);
}
