package io.slipway.rollout;

import io.slipway.contract.Sample;
import io.slipway.domain.CanaryCheck;
import java.util.Optional;

/**
 * Counts the measurements of one check. Who cannot be asked has neither passed nor failed, and is
 * never taken to be well.
 */
public final class CheckTally {
  /** So many in a row that nobody answered are borne. */
  public static final int ERROR_LIMIT = 4;

  private final CanaryCheck check;
  private int counted;
  private int bad;
  private int row;
  private int errors;

  public CheckTally(CanaryCheck check) {
    this.check = check;
  }

  public void add(Sample sample) {
    switch (sample) {
      case GOOD -> {
        counted++;
        row++;
        errors = 0;
      }
      case BAD -> {
        counted++;
        bad++;
        row = 0;
        errors = 0;
      }
      case ERROR -> errors++;
    }
  }

  /** Empty while it goes on. */
  public Optional<Grade> grade() {
    int wanted = check.consecutiveSuccess();
    if (bad > check.failureLimit()) {
      return Optional.of(Grade.FAIL);
    }
    if (errors > ERROR_LIMIT) {
      return Optional.of(Grade.INCONCLUSIVE);
    }
    if (wanted > 0 && row >= wanted) {
      return Optional.of(Grade.PASS);
    }
    if (counted < check.count()) {
      return Optional.empty();
    }
    return Optional.of(wanted == 0 ? Grade.PASS : Grade.INCONCLUSIVE);
  }

  /** {@code 3 good and 2 bad of 5, of which 1 may be bad}. */
  public String words() {
    return errors > ERROR_LIMIT
        ? "nobody has answered %d times in a row".formatted(errors)
        : "%d good and %d bad of %d, of which %d may be bad%s"
            .formatted(
                counted - bad,
                bad,
                check.count(),
                check.failureLimit(),
                check.consecutiveSuccess() == 0
                    ? ""
                    : " and %d good ones in a row are needed"
                        .formatted(check.consecutiveSuccess()));
  }
}
