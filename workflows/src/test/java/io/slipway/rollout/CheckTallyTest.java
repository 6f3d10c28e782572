package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.contract.Sample;
import io.slipway.domain.CanaryCheck;
import io.slipway.domain.Measure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckTallyTest {
  /** Measurements as letters: good, bad, error. */
  @ParameterizedTest
  @CsvSource({
    "ggggg,       5, 0, 0, PASS",
    "gggg,        5, 0, 0, ",
    "b,           5, 0, 0, FAIL",
    "gbg,         5, 1, 0, ",
    "gbgb,        5, 1, 0, FAIL",
    "gbggg,       5, 1, 0, PASS",
    "bbggg,       5, 2, 3, PASS",
    "ggbgg,       5, 1, 3, INCONCLUSIVE",
    "ggg,         5, 0, 3, PASS",
    "eeee,        5, 0, 0, ",
    "eeeee,       5, 0, 0, INCONCLUSIVE",
    "eeeegeeee,   5, 0, 0, ",
    "geeeegeeeeggg, 5, 0, 0, PASS",
    "ggggeeeee,   5, 0, 0, INCONCLUSIVE"
  })
  void grades(String measured, int count, int limit, int row, Grade expected) {
    CheckTally tally = tally(count, limit, row);
    Optional<Grade> grade = Optional.empty();
    for (int i = 0; i < measured.length(); i++) {
      char letter = measured.charAt(i);
      assertEquals(Optional.empty(), grade, "over before " + measured);
      tally.add(letter == 'g' ? Sample.GOOD : letter == 'b' ? Sample.BAD : Sample.ERROR);
      grade = tally.grade();
    }
    assertEquals(Optional.ofNullable(expected), grade);
  }

  @Property
  void who_never_answers_never_passes(
      @ForAll List<Sample> samples,
      @ForAll @IntRange(min = 1, max = 9) int count,
      @ForAll @IntRange(max = 9) int limit,
      @ForAll @IntRange(max = 9) int row) {
    CheckTally tally = tally(count, limit, row);
    int good = 0;
    for (Sample sample : samples) {
      tally.add(sample);
      good += sample == Sample.GOOD ? 1 : 0;
      if (tally.grade().isPresent()) {
        break;
      }
    }
    boolean passed = tally.grade().equals(Optional.of(Grade.PASS));
    assertEquals(true, !passed || good > 0 || limit >= count, samples.toString());
  }

  private static CheckTally tally(int count, int limit, int row) {
    return new CheckTally(
        new CanaryCheck(
            "up",
            new Measure.Exit("bin/up"),
            Duration.ofSeconds(10),
            count,
            limit,
            row,
            Duration.ZERO));
  }
}
