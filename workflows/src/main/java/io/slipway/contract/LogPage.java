package io.slipway.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what commands have said.
 *
 * @param pieces in the order in which they were kept, 256 KiB of text at most
 * @param more whether there is more already
 * @param trouble why it could not be read, in words that complete "but …"; null when it could
 */
public record LogPage(List<LogPiece> pieces, boolean more, @Nullable String trouble) {
  public LogPage {
    pieces = pieces == null ? List.of() : List.copyOf(pieces);
  }

  /** That it could not be read. */
  public static LogPage unread(String trouble) {
    return new LogPage(List.of(), false, trouble);
  }
}
