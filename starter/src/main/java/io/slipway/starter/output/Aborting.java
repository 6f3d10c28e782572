package io.slipway.starter.output;

import io.slipway.contract.RunSummary;
import org.jspecify.annotations.Nullable;

/**
 * A run has been told to stop and to put back what it changed.
 *
 * @param run id of its workflow
 * @param summary the run as it was then
 * @param watch the command that follows it
 */
public record Aborting(String run, RunSummary summary, @Nullable String reason, String watch)
    implements Message {
  @Override
  public String type() {
    return "aborting";
  }

  @Override
  public void write(Page page) {
    page.line(
        "Aborting the %s on %s that %s started at %s. No further host begins, and what has changed is put back."
            .formatted(
                RunWords.what(summary),
                summary.key().stage(),
                summary.initiator(),
                Times.words(summary.startedAt())));
    page.line("Watch it: %s.".formatted(watch));
  }
}
