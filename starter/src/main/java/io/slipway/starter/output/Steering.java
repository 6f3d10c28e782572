package io.slipway.starter.output;

/** What somebody who watches a run can do about it with a key. */
public interface Steering {

  /** Watches no longer; the run goes on. Returns at once. */
  void leave();

  /**
   * Has the run stop and put back what it has changed.
   *
   * @return what became of the request, in a sentence
   */
  String abort();

  /** Has the run begin nothing more for now; answers as {@link #abort}. */
  String pause();

  /** Has a run that was paused go on; answers as {@link #abort}. */
  String resume();

  /** Whether a person has paused the run, so that it can be resumed; asks Temporal. */
  boolean held();
}
