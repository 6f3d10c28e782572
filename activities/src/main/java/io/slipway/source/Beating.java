package io.slipway.source;

import io.slipway.shell.Pulse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Beats while much is written: one file may take longer than an activity may be silent. */
final class Beating extends FilterOutputStream {
  private final Pulse pulse;
  private long written;

  Beating(OutputStream out, Pulse pulse) {
    super(out);
    this.pulse = pulse;
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    out.write(bytes, from, count);
    written += count;
    if (written >= 1 << 22) {
      written = 0;
      pulse.beat();
    }
  }
}
