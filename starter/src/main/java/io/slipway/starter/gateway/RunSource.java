package io.slipway.starter.gateway;

import io.slipway.contract.EventPage;
import io.slipway.contract.RunResult;
import io.slipway.contract.StepOutput;
import java.time.Duration;
import java.util.List;

/** Where a follower learns what happens in one run. Any method may fail as {@link Away} tells. */
interface RunSource {

  /** Events after this number, of the run or of one of its batches. */
  EventPage events(String workflow, int after);

  /** What commands say of which activities of the run, or of one of its batches, are under way. */
  List<StepOutput> outputs(String workflow);

  /** Waits for the end of the run, at most so long; whether it has ended. */
  boolean ended(Duration patience) throws InterruptedException;

  /**
   * How the ended run ended.
   *
   * @throws RunBrokenException when it was stopped from outside and has no result
   */
  RunResult result() throws InterruptedException;

  /**
   * Which workers are missing for what is next, in sentences; empty when there are workers for all,
   * and when that cannot be told.
   *
   * @param workflows the run, and batches of it
   */
  List<String> missing(List<String> workflows);

  /** Does nothing for so long: between tries while Temporal is away. */
  void rest(Duration time) throws InterruptedException;
}
