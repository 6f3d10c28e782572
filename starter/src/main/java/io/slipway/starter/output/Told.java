package io.slipway.starter.output;

import io.slipway.contract.HostFailure;
import io.slipway.domain.HostName;
import io.slipway.rollout.FailureGroup;
import io.slipway.rollout.Names;
import java.util.ArrayList;
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

  /** Each group of equal failures in a sentence, as many as people read. */
  static void failures(Page page, List<? extends @Nullable HostFailure> failures) {
    List<HostFailure> real = new ArrayList<>();
    failures.stream().filter(Objects::nonNull).forEach(real::add);
    List<FailureGroup> groups = FailureGroup.of(real);
    groups.stream()
        .limit(TextProgress.FAILURES_TOLD)
        .forEach(
            g -> {
              page.line(page.paint().red(Printable.of(g.example().message())));
              others(g).ifPresent(page::line);
            });
    if (groups.size() > TextProgress.FAILURES_TOLD) {
      int more =
          groups.stream().skip(TextProgress.FAILURES_TOLD).mapToInt(g -> g.hosts().size()).sum();
      page.line(page.paint().red("... and %s more.".formatted(RunWords.hosts(more))));
    }
  }

  /** A line on the hosts that failed as the first of their group. */
  static Optional<String> others(FailureGroup group) {
    List<HostName> others = group.hosts().subList(1, group.hosts().size());
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "  the same on %s: %s".formatted(RunWords.hosts(others.size()), Names.of(others)));
  }
}
