package io.slipway.ssh;

/** A place on a connection, lent until closed. */
record Lease(HostPool pool, SshConnection connection, HostPool.Use use) implements AutoCloseable {
  @Override
  public void close() {
    pool.giveBack(connection, use);
  }
}
