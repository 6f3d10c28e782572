package io.slipway.source;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;

/** An object whose rest is not read when nobody wants it any more. */
final class Aborting extends FilterInputStream {
  private final ResponseInputStream<?> object;

  Aborting(ResponseInputStream<?> object) {
    super(object);
    this.object = object;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    return object.read(into, from, most);
  }

  @Override
  public void close() {
    object.abort();
  }
}
