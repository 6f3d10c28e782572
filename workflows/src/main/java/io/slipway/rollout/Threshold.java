package io.slipway.rollout;

import io.slipway.contract.Measured;
import io.slipway.contract.Sample;
import io.slipway.domain.Measure;
import org.jspecify.annotations.Nullable;

/** Whether a number is good. What is no number says nothing. */
public final class Threshold {
  private Threshold() {}

  /**
   * @param baseline what the baseline's query has; null where there is none
   */
  public static Measured judge(Measure.Series series, double value, @Nullable Double baseline) {
    if (Double.isNaN(value) || (baseline != null && Double.isNaN(baseline))) {
      return new Measured(
          Sample.ERROR, "%s has no number".formatted(Double.isNaN(value) ? "query" : "baseline"));
    }
    Double atMost = series.atMost();
    if (atMost != null && value > atMost) {
      return bad("%s is more than %s", value, atMost);
    }
    Double atLeast = series.atLeast();
    if (atLeast != null && value < atLeast) {
      return bad("%s is less than %s", value, atLeast);
    }
    double times = series.times() == null ? 1 : series.times();
    if (baseline != null && value > baseline * times) {
      return new Measured(
          Sample.BAD,
          "%s is more than %s times the baseline's %s"
              .formatted(plain(value), plain(times), plain(baseline)));
    }
    return new Measured(
        Sample.GOOD,
        baseline == null
            ? plain(value)
            : "%s, and the baseline %s".formatted(plain(value), plain(baseline)));
  }

  private static Measured bad(String sentence, double value, double bound) {
    return new Measured(Sample.BAD, sentence.formatted(plain(value), plain(bound)));
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
