package io.slipway.audit;

import java.io.IOException;
import java.util.List;

/** A receiver elsewhere. */
interface Sink extends AutoCloseable {
  /**
   * Returns once it has taken all of the lines, in their order; may be told some again. Without any
   * it looks after its connection.
   */
  void deliver(List<AuditLine> lines) throws IOException, InterruptedException;

  @Override
  void close();
}
