package io.slipway.starter.output;

import io.slipway.contract.RunSummary;
import org.jspecify.annotations.Nullable;

/**
 * A run has been told to stop.
 *
 * @param run id of its workflow
 * @param summary the run as it was then
 * @param keep whether hosts that have the release keep it; what has changed is put back otherwise
 * @param watch the command that follows it
 */
public record Aborting(
    String run, RunSummary summary, @Nullable String reason, boolean keep, String watch)
    implements Message {
  @Override
  public String type() {
    return "aborting";
  }

  @Override
  public void write(Page page) {
    page.line(
        "Aborting the %s on %s that %s started at %s. No further host begins, and %s."
            .formatted(
                RunWords.what(summary),
                summary.key().stage(),
                summary.initiator(),
                Times.words(summary.startedAt()),
                keep ? "hosts that have the release keep it" : "what has changed is put back"));
    page.line("Watch it: %s.".formatted(watch));
  }
}
