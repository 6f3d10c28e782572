package io.slipway.redact;

/** Knows forms, and is led through them character by character. States are numbers. */
interface Automaton {
  int NONE = -1;

  /** Bits of {@link #ends}. */
  int END = 1;

  int WIDENS_LEFT = 2;
  int WIDENS_RIGHT = 4;

  /** The state after one more character, or {@link #NONE} when no form goes on so. */
  int next(int state, char c);

  /** Whether a form ends in this state, and what is to be done then; 0 if none does. */
  int ends(int state);

  /** Whether some form is longer than what leads to this state. */
  boolean goesOn(int state);

  static int bits(Form form) {
    return END | (form.widensLeft() ? WIDENS_LEFT : 0) | (form.widensRight() ? WIDENS_RIGHT : 0);
  }
}
