package io.slipway.starter.output;

import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;
import io.slipway.contract.StepOutput;

/** Hears what happens in a run, in order. */
public interface RunListener {

  /**
   * @param workflow id of the workflow that told it: the run, or one of its batches
   */
  void event(String workflow, RunEvent event);

  /** Whether {@link #said} is wanted: asking hosts' activities for it costs something. */
  default boolean listens() {
    return false;
  }

  /** What a command on a host has said so far; told again and again while it runs. */
  default void said(StepOutput output) {}

  /**
   * Temporal does not answer for now, and the run goes on without anyone watching; or no worker is
   * there for what is next.
   */
  void lost(String why);

  /**
   * What was lost is there again.
   *
   * @param what a sentence that says it
   */
  void found(String what);

  /** The run is over; nothing follows. */
  void ended(RunResult result, ExitCode exit);

  /** What can be done with keys, where there are any. */
  default void steer(Steering steering) {}

  /** Gives back what was taken to show the run, such as the terminal; as often as one likes. */
  default void release() {}
}
