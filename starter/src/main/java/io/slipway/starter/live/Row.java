package io.slipway.starter.live;

import io.slipway.contract.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of what a run has done so far. */
sealed interface Row {

  /** Something that happened. */
  record Fact(Tone tone, String text) implements Row {}

  /**
   * A phase, and how many of its hosts are through.
   *
   * @param hosts all of them; null when that is not known
   * @param until null while it goes on
   */
  record Progress(
      Phase phase,
      String title,
      @Nullable Integer hosts,
      int done,
      int failed,
      Instant since,
      @Nullable Instant until)
      implements Row {

    Progress withDone() {
      return new Progress(phase, title, hosts, done + 1, failed, since, until);
    }

    Progress withFailed() {
      return new Progress(phase, title, hosts, done, failed + 1, since, until);
    }

    Progress over(Instant at) {
      return new Progress(phase, title, hosts, done, failed, since, at);
    }
  }
}
