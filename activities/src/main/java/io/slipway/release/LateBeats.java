package io.slipway.release;

import io.slipway.shell.Pulse;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Beats that begin late: each is a write of the server's, and most attempts are over before one is
 * needed. An attempt that is about to change what a host serves beats from then on.
 */
final class LateBeats implements Pulse {
  /** As long as beats are held back once they have begun. */
  static final Duration CALM = Duration.ofSeconds(2);

  private final Pulse beats;
  private final LiveOutput output;
  private final LongSupplier nanoTime;
  private final long began;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  LateBeats(Pulse beats, LiveOutput output, LongSupplier nanoTime) {
    this.beats = beats;
    this.output = output;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
  }

  @Override
  public void beat() {
    if (output.urgent() || nanoTime.getAsLong() - began >= CALM.toNanos()) {
      beats.beat();
    }
  }
}
