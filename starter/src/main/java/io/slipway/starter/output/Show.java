package io.slipway.starter.output;

import java.util.Optional;

/** Where a run can be shown as it stands, instead of being told line by line. */
public interface Show {
  /** Nowhere. */
  Show NONE =
      new Show() {
        @Override
        public Optional<RunListener> of(RunListener lines, Paint paint) {
          return Optional.empty();
        }

        @Override
        public boolean takes(String sentence) {
          return false;
        }
      };

  /**
   * Begins to show a run; empty where there is no terminal that can.
   *
   * @param lines hears what stays, once nothing is shown any more
   */
  Optional<RunListener> of(RunListener lines, Paint paint);

  /** Whether something is shown now, so that a line would spoil it; the sentence is then in it. */
  boolean takes(String sentence);
}
