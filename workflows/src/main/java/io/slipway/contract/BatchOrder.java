package io.slipway.contract;

import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One phase for some hosts.
 *
 * @param key the run whose work this is, as in {@link HostOrder}
 * @param target the run's target with the hosts of this batch only, at most {@link #MOST_HOSTS}
 * @param release the release that the phase is about; null for {@link Phase#INSPECT}
 * @param revision its commit; null where the phase does not need it
 * @param ref what people asked for: goes into the revision log
 * @param initiator who asked: goes into the revision log
 * @param parallel most hosts at the same time, 1 or more
 * @param epoch as in {@link HostOrder}
 * @param from as in {@link HostOrder}
 * @param tolerated how many hosts may fail to activate before the batch begins no further one
 * @param impatient whether hosts that are away are given up after the usual attempts, also when
 *     they are to be put back
 * @param pins as in {@link HostOrder}
 * @param places what else bounds how many hosts are in work; null for nothing
 * @param fetching most hosts of the batch that fetch from the repository at the same time, 1 or
 *     more; null for as many as are in work
 * @param packs whether what a host of the batch builds is packed for all others
 * @param built what another host has built for these; null where they have the source's files
 */
public record BatchOrder(
    RunKey key,
    Phase phase,
    int number,
    Target target,
    @Nullable ReleaseId release,
    @Nullable Revision revision,
    String ref,
    Initiator initiator,
    int parallel,
    ReleaseId epoch,
    @Nullable String from,
    int tolerated,
    boolean impatient,
    List<SecretPin> pins,
    @Nullable Places places,
    @Nullable Integer fetching,
    boolean packs,
    @Nullable Built built) {
  public static final int MOST_HOSTS = 50;

  public BatchOrder {
    epoch = epoch == null ? key.id() : epoch;
    pins = pins == null ? List.of() : List.copyOf(pins);
  }

  /** The same, with other bounds. */
  public BatchOrder with(Places others) {
    return new BatchOrder(
        key, phase, number, target, release, revision, ref, initiator, parallel, epoch, from,
        tolerated, impatient, pins, others, fetching, packs, built);
  }
}
