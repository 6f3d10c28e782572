package io.slipway.log;

import io.slipway.contract.RunKey;
import io.slipway.domain.HostName;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what commands say, in pieces. What is said of one command comes from one worker at a time,
 * for hosts obey nobody else; what comes twice is the same text.
 */
interface LogStore extends AutoCloseable {
  /** Names it: workers of one name read and write the same. Letters, digits and dashes. */
  String id();

  /** Up to which byte of the command's output it has all that it is to have; 0 for nothing. */
  long end(LogName name) throws IOException;

  /**
   * Keeps a piece that begins at {@link #end} or after it.
   *
   * @param text without secrets
   */
  void add(LogName name, long from, long to, String text) throws IOException;

  /**
   * Pieces of a run, in no order.
   *
   * @param hosts empty for all
   * @param step null for all
   * @param after only those that were kept later, in microseconds since 1970
   */
  List<LogEntry> entries(RunKey run, List<HostName> hosts, @Nullable String step, long after)
      throws IOException;

  /** The text of a piece; null when it is no longer there. */
  @Nullable String text(LogEntry entry) throws IOException;

  /** In words, for messages. */
  String words();

  @Override
  default void close() {}
}
