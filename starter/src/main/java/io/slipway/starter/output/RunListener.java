package io.slipway.starter.output;

import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;

/** Hears what happens in a run, in order. */
public interface RunListener {

  /**
   * @param workflow id of the workflow that told it: the run, or one of its batches
   */
  void event(String workflow, RunEvent event);

  /** Temporal does not answer for now; the run goes on without anyone watching. */
  void lost(String why);

  /** Temporal answers again. */
  void found();

  /** The run is over; nothing follows. */
  void ended(RunResult result, ExitCode exit);
}
