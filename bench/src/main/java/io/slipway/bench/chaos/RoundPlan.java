package io.slipway.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * One round, decided before it begins; a seed and a number always give the same.
 *
 * @param revision tag of the sample application
 * @param moment when the fault comes, as a share of an undisturbed deploy's time
 * @param lasts how long until the process is started again, or, if the deploy still goes on, the
 *     host is healed
 * @param host number of the host that is broken; 0 when a process is killed
 * @param words what {@code fleet break} is told; empty when a process is killed
 * @param doomed number of a host whose health check fails, so that the deploy must go back once
 *     that host has switched; 0 for none
 */
record RoundPlan(
    int number,
    String revision,
    FaultKind fault,
    double moment,
    Duration lasts,
    int host,
    List<String> words,
    int doomed) {
  private static final int REVISIONS = 5;
  private static final int LONGEST_MILLIS = 6_000;

  /** One host in so many stays broken until its deploy ends, or as long as this. */
  private static final int STAYING = 4;

  private static final Duration STAYS = Duration.ofSeconds(20);

  /** Deploys are also hit just after their usual end. */
  private static final double LATEST = 1.1;

  /** One in so many deploys is bound to go back. */
  private static final int DOOMED = 3;

  RoundPlan {
    words = List.copyOf(words);
  }

  static RoundPlan of(long seed, int number, List<FaultKind> kinds, int hosts) {
    Random chance = new Random(seed * 1_000_003 + number);
    chance.nextInt(); // neighbouring seeds begin alike
    FaultKind fault = kinds.get(chance.nextInt(kinds.size()));
    double moment = chance.nextDouble() * LATEST;
    Duration lasts = Duration.ofMillis(200 + chance.nextInt(LONGEST_MILLIS));
    int doomed = chance.nextInt(DOOMED) == 0 ? 1 + chance.nextInt(hosts) : 0;
    int host = fault.breaksHost() ? 1 + chance.nextInt(hosts) : 0;
    if (fault.breaksHost() && chance.nextInt(STAYING) == 0) {
      lasts = STAYS;
    }
    return new RoundPlan(
        number,
        "v" + (1 + number % REVISIONS),
        fault,
        moment,
        lasts,
        host,
        fault.words(chance),
        doomed);
  }

  /** Name of the host that is broken. */
  Optional<String> broken() {
    return fault.breaksHost() ? Optional.of("vm" + host) : Optional.empty();
  }

  /** In words, for the round's line. */
  String text() {
    List<String> parts = new ArrayList<>();
    parts.add(
        fault.breaksHost() ? "vm%d %s".formatted(host, String.join(" ", words)) : "kill " + fault);
    parts.add("at %.0f %%".formatted(moment * 100));
    if (fault.lasts()) {
      parts.add("for %.1f s".formatted(lasts.toMillis() / 1000.0));
    }
    if (doomed > 0) {
      parts.add("vm%d is unhealthy".formatted(doomed));
    }
    return String.join(", ", parts);
  }
}
