package io.slipway.shell;

/**
 * A script that has ended.
 *
 * @param out standard output, bounded
 * @param err standard error, bounded
 */
public record Finished(Outcome outcome, Captured out, Captured err) {
  public boolean succeeded() {
    return outcome instanceof Outcome.Exited exited && exited.status() == 0;
  }
}
