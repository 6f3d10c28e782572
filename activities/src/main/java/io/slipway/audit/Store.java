package io.slipway.audit;

import io.slipway.audit.AuditEntry.Content;
import java.io.IOException;
import java.util.List;

/** Where the lines of a trail are kept until all receivers have them. */
interface Store {
  /**
   * A line's place.
   *
   * @param hash empty for a line that was there before
   */
  record Head(long number, String hash) {}

  /** Adds a line, once for each id. */
  Head append(Content content) throws IOException;

  /** For one receiver. */
  Reader reader();

  /** Reads on from where it was. */
  interface Reader {
    /** The next lines behind a number, some at a time; empty when there is none. */
    List<AuditLine> after(long number) throws IOException;
  }
}
