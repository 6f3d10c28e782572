package io.slipway.starter.output;

import io.slipway.contract.PauseNote;
import io.slipway.contract.RunSummary;
import org.jspecify.annotations.Nullable;

/**
 * A run has been told to stand still.
 *
 * @param run id of its workflow
 * @param summary the run as it was then
 * @param now whether hosts in work stand still after their step
 * @param resume the command that lets it go on
 */
public record Pausing(String run, RunSummary summary, boolean now, String resume)
    implements Message {

  public static Pausing of(RunSummary run, boolean now) {
    return new Pausing(run.workflowId(), run, now, "slipway resume " + run.key().stage());
  }

  @Override
  public String type() {
    return "pausing";
  }

  @Override
  public void write(Page page) {
    page.line(
        "Paused the %s on %s. %s, and no other begins."
            .formatted(
                RunWords.what(summary),
                summary.key().stage(),
                now ? "Hosts in work stand still after their step" : "Hosts in work end"));
    @Nullable PauseNote pause = summary.pause();
    page.line(
        "To let it go on: %s.%s"
            .formatted(
                resume,
                pause == null
                    ? ""
                    : " Without that, everything is put back at %s."
                        .formatted(Times.words(pause.until()))));
  }
}
