package io.slipway.starter.output;

import io.slipway.contract.HostFailure;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps lists of hosts short: of few hosts all are told, of many those with something to say, and
 * of those not more than people read.
 */
final class Told {
  private final boolean all;
  private int told;
  private int left;

  Told(int hosts) {
    all = hosts <= HostTable.ALL;
  }

  /** Whether to tell of the next host. */
  boolean tells(boolean remarkable) {
    boolean tells = all || (remarkable && told < HostTable.ALL);
    if (tells) {
      told++;
    } else {
      left++;
    }
    return tells;
  }

  /** A line on the hosts that were not told of. */
  Optional<String> rest() {
    return left == 0
        ? Optional.empty()
        : Optional.of("(%s not listed; --output json lists all)".formatted(RunWords.hosts(left)));
  }

  /** Each failure's sentence, as long as people read them. */
  static void failures(Page page, List<? extends @Nullable HostFailure> failures) {
    List<? extends HostFailure> real = failures.stream().filter(Objects::nonNull).toList();
    real.stream()
        .limit(TextProgress.FAILURES_TOLD)
        .forEach(f -> page.line(page.paint().red(Printable.of(f.message()))));
    if (real.size() > TextProgress.FAILURES_TOLD) {
      int more = real.size() - TextProgress.FAILURES_TOLD;
      page.line(page.paint().red("... and %s more.".formatted(RunWords.hosts(more))));
    }
  }
}
