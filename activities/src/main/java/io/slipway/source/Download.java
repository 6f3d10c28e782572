package io.slipway.source;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file that is being read from a depot.
 *
 * @param bytes what is left of it
 * @param length how many there are in all; negative when nobody has told
 */
record Download(InputStream bytes, long length) implements AutoCloseable {

  /** Ends it, however far it has got. */
  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException nothingIsLost) {
      // What was read of it was judged already.
    }
  }
}
