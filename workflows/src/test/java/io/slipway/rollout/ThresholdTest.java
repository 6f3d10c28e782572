package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.contract.Measured;
import io.slipway.contract.Sample;
import io.slipway.domain.Measure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThresholdTest {
  @ParameterizedTest
  @CsvSource({
    "0.01, 0.01,     ,     ,    , GOOD,  0.01",
    "0.02, 0.01,     ,     ,    , BAD,   0.02 is more than 0.01",
    "0.98,     , 0.99,     ,    , BAD,   0.98 is less than 0.99",
    "1,        , 0.99,     ,    , GOOD,  1",
    "3,        ,     ,    2, 1.5, GOOD,  '3, and the baseline 2'",
    "3.5,      ,     ,    2, 1.5, BAD,   3.5 is more than 1.5 times the baseline's 2",
    "3,        ,     ,    2,    , BAD,   3 is more than 1 times the baseline's 2",
    "0,        ,     ,    0,   2, GOOD,  '0, and the baseline 0'",
    "NaN,     1,     ,     ,    , ERROR, query has no number",
    "1,        ,     ,  NaN,   2, ERROR, baseline has no number",
    "Infinity, 9,    ,     ,    , BAD,   Infinity is more than 9"
  })
  void judges(
      double value,
      @Nullable Double atMost,
      @Nullable Double atLeast,
      @Nullable Double baseline,
      @Nullable Double times,
      Sample sample,
      String seen) {
    Measure.Series series =
        new Measure.Series("http://p", "q", atMost, atLeast, baseline == null ? null : "b", times);

    assertEquals(new Measured(sample, seen), Threshold.judge(series, value, baseline));
  }
}
