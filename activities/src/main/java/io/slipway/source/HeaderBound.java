package io.slipway.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a reader of archives reads from: it gets no more at once than headers need, since it would
 * keep all that it gets of them. It also tells afterwards why a reader could not go on.
 */
final class HeaderBound extends FilterInputStream {
  private final int most;
  private long left = Long.MAX_VALUE;
  private boolean ended;
  private boolean failed;

  /**
   * @param most bytes of all headers of one entry
   */
  HeaderBound(InputStream in, int most) {
    super(in);
    this.most = most;
  }

  /** From here on, headers are read. */
  void headers() {
    left = most;
  }

  /** From here on, what an entry holds is read, of any length. */
  void content() {
    left = Long.MAX_VALUE;
  }

  /** Whether more was asked for than there was. */
  boolean ended() {
    return ended;
  }

  /** Whether reading failed here, and not in what was made of what this gave. */
  boolean failed() {
    return failed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int from, int count) throws IOException {
    try {
      if (left <= 0) {
        throw new TarFault("a header of it is longer than %d bytes".formatted(most));
      }
      int got = in.read(buffer, from, (int) Math.min(count, left));
      if (got < 0) {
        ended = true;
      } else {
        left -= got;
      }
      return got;
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }
}
