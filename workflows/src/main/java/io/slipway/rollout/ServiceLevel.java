package io.slipway.rollout;

import io.slipway.domain.Availability;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many hosts of a stage must stay in service. Hosts of the stage that a run leaves alone count
 * as in service.
 *
 * @param fleet hosts of the stage, 1 or more
 * @param needed least of them in service at any time
 */
public record ServiceLevel(BatchSize minHealthy, int fleet, int needed) {

  /** Empty where nothing need stay in service. */
  public static Optional<ServiceLevel> of(Target target) {
    Availability wanted = target.rollout().availability();
    return of(wanted.minHealthy(), Math.max(wanted.fleet(), target.hosts().size()));
  }

  /**
   * @param least as in {@link Availability}
   * @param fleet hosts of the stage
   */
  public static Optional<ServiceLevel> of(@Nullable BatchSize least, int fleet) {
    return Optional.ofNullable(least)
        .map(some -> new ServiceLevel(some, fleet, some.roundedUp(fleet)));
  }

  /** Most hosts that may be out of service at the same time. */
  public int mostOut() {
    return Math.max(0, fleet - needed);
  }

  /**
   * How many more hosts may be taken out.
   *
   * @param out hosts that are out of service
   */
  public int room(int out) {
    return Math.max(0, mostOut() - out);
  }

  /**
   * Why nothing can be done with these numbers, whichever hosts are well.
   *
   * @param what the arithmetic
   * @param remedy a sentence
   */
  public record Fault(String what, String remedy) {}

  /** Empty when a rollout is possible. */
  public Optional<Fault> fault() {
    if (mostOut() > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Fault(
            "%s, so that %d - %d = %d of them may be out of service, and none could ever be switched"
                .formatted(arithmetic(), fleet, needed, fleet - needed),
            fleet == 1
                ? "Take it out: no other host could serve meanwhile."
                : "Lower it to %s.".formatted(atMost())));
  }

  /** {@code 75% of 10 hosts is 8 (7.50 rounded up)}. */
  public String arithmetic() {
    boolean rounded = minHealthy.percent() && (long) fleet * minHealthy.amount() % 100 != 0;
    String exactly =
        rounded
            ? " (%d.%02d rounded up)"
                .formatted(
                    (long) fleet * minHealthy.amount() / 100,
                    (long) fleet * minHealthy.amount() % 100)
            : "";
    return minHealthy.percent()
        ? "%s of %s is %d%s".formatted(minHealthy, hosts(), needed, exactly)
        : "%d of %s".formatted(needed, hosts());
  }

  private String atMost() {
    int most = fleet - 1;
    return minHealthy.percent()
        ? "%d%% or less".formatted((int) ((long) most * 100 / fleet))
        : "%d or less".formatted(most);
  }

  private String hosts() {
    return fleet == 1 ? "1 host" : fleet + " hosts";
  }
}
