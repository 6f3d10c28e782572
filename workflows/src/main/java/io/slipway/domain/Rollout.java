package io.slipway.domain;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the switch goes over the fleet, and what becomes of it when hosts fail.
 *
 * @param batches sizes of the batches in order; the last repeats until no host is left
 * @param bake pause after each batch but the last
 * @param maxParallel most hosts that are worked on at the same time, 1 or more
 * @param attempts how often a host's phase is tried when its failure may pass, 1 or more
 * @param onFailure what follows when more hosts have failed than are tolerated
 * @param maxFailures how many hosts may fail by the release's fault or their own
 * @param maxUnreachable how many hosts may be away when their turn comes
 * @param unknownFor how long a host is asked what has become of a command, when the connection was
 *     lost after it was sent
 * @param outageFor how long a run waits for something that all hosts depend on, such as the git
 *     server
 * @param pauseFor how long a run waits for a person before it puts everything back
 * @param availability what must stay in service meanwhile
 * @param canary the hosts that go first; null for none
 * @param blueGreen the two halves of the stage, of which one has the visitors; null for none
 * @param deadlines how long it may take; null for as long as it takes
 */
public record Rollout(
    List<BatchSize> batches,
    Duration bake,
    int maxParallel,
    int attempts,
    OnFailure onFailure,
    Tolerance maxFailures,
    Tolerance maxUnreachable,
    Duration unknownFor,
    Duration outageFor,
    Duration pauseFor,
    Availability availability,
    @Nullable Canary canary,
    @Nullable BlueGreen blueGreen,
    @Nullable Deadlines deadlines) {
  public static final int DEFAULT_MAX_PARALLEL = 20;
  public static final int DEFAULT_ATTEMPTS = 5;

  /** More than a virtual machine's reboot takes. */
  public static final Duration DEFAULT_UNKNOWN_FOR = Duration.ofMinutes(5);

  public static final Duration DEFAULT_OUTAGE_FOR = Duration.ofHours(1);
  public static final Duration DEFAULT_PAUSE_FOR = Duration.ofHours(24);

  public Rollout {
    batches =
        batches == null || batches.isEmpty()
            ? List.of(new BatchSize(100, true))
            : List.copyOf(batches);
    bake = bake == null ? Duration.ZERO : bake;
    maxParallel = maxParallel == 0 ? DEFAULT_MAX_PARALLEL : maxParallel;
    attempts = attempts == 0 ? DEFAULT_ATTEMPTS : attempts;
    onFailure = onFailure == null ? OnFailure.REVERT : onFailure;
    maxFailures = maxFailures == null ? Tolerance.NONE : maxFailures;
    maxUnreachable = maxUnreachable == null ? maxFailures : maxUnreachable;
    unknownFor = unknownFor == null ? DEFAULT_UNKNOWN_FOR : unknownFor;
    outageFor = outageFor == null ? DEFAULT_OUTAGE_FOR : outageFor;
    pauseFor = pauseFor == null ? DEFAULT_PAUSE_FOR : pauseFor;
    availability = availability == null ? Availability.NONE : availability;
    if (maxParallel < 1 || attempts < 1) {
      throw new IllegalArgumentException(
          "rollout: max_parallel (%d) and attempts (%d) must be 1 or more"
              .formatted(maxParallel, attempts));
    }
  }

  /** One during which nothing need stay in service. */
  public Rollout(
      List<BatchSize> batches,
      Duration bake,
      int maxParallel,
      int attempts,
      OnFailure onFailure,
      Tolerance maxFailures,
      Tolerance maxUnreachable,
      Duration unknownFor,
      Duration outageFor,
      Duration pauseFor) {
    this(
        batches,
        bake,
        maxParallel,
        attempts,
        onFailure,
        maxFailures,
        maxUnreachable,
        unknownFor,
        outageFor,
        pauseFor,
        Availability.NONE,
        null,
        null,
        null);
  }

  /** The same, during which this must stay in service. */
  public Rollout with(Availability other) {
    return but(other, canary, blueGreen, deadlines);
  }

  /** The same, with these hosts first. */
  public Rollout with(Canary other) {
    return but(availability, other, blueGreen, deadlines);
  }

  /** The same, within these. */
  public Rollout with(@Nullable Deadlines other) {
    return but(availability, canary, blueGreen, other);
  }

  /** The same, in two halves. */
  public Rollout with(BlueGreen other) {
    return but(availability, canary, other, deadlines);
  }

  /** The same, as it is for what has been live already. */
  public Rollout withoutCanary() {
    return but(availability, null, blueGreen, deadlines);
  }

  private Rollout but(
      Availability inService,
      @Nullable Canary first,
      @Nullable BlueGreen halves,
      @Nullable Deadlines within) {
    return new Rollout(
        batches,
        bake,
        maxParallel,
        attempts,
        onFailure,
        maxFailures,
        maxUnreachable,
        unknownFor,
        outageFor,
        pauseFor,
        inService,
        first,
        halves,
        within);
  }

  /** One that tolerates no failure, and puts everything back at the first. */
  public Rollout(List<BatchSize> batches, Duration bake, int maxParallel, int attempts) {
    this(
        batches,
        bake,
        maxParallel,
        attempts,
        OnFailure.REVERT,
        Tolerance.NONE,
        Tolerance.NONE,
        DEFAULT_UNKNOWN_FOR,
        DEFAULT_OUTAGE_FOR,
        DEFAULT_PAUSE_FOR);
  }
}
