package io.slipway.shell;

import java.time.Duration;

/** How a script ended. Only an exit with status 0 is a success. */
public sealed interface Outcome {
  /** It ended by itself, with this exit status (0 to 255). */
  record Exited(int status) implements Outcome {}

  /** A signal ended it, named without {@code SIG}, such as {@code KILL}. */
  record Signalled(String signal) implements Outcome {}

  /** The connection went away first: it may have run in full, in part, or still be running. */
  record Unknown(String why) implements Outcome {}

  /**
   * It ran longer than it may.
   *
   * @param killed whether it is known that nothing of it runs any more
   */
  record TimedOut(Duration limit, boolean killed) implements Outcome {}
}
