package io.slipway.gate;

/** Where verdicts are kept. */
public interface Verdicts {
  void note(Verdict verdict);
}
