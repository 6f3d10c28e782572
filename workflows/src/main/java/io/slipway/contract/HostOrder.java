package io.slipway.contract;

import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.RemotePath;
import io.slipway.domain.Revision;
import io.slipway.domain.Target;
import io.slipway.domain.Traffic;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One phase for one host: the request of every host activity.
 *
 * @param target the run's target with this host only
 * @param key the run whose work this is; a recovery names the run that it puts back, so that hosts
 *     find that run's journal
 * @param release the release that the phase is about; null for inspect and check, and when a
 *     rollback is put back that had not chosen one
 * @param revision its commit; null where the phase does not need it
 * @param epoch grows from run to run on a stage. A host that has obeyed a newer one answers an
 *     order that would change it with {@link FailureType#FENCED}. Orders that only read are never
 *     fenced
 * @param from the step from which on a person wants all to be done again; null otherwise
 * @param pins the versions of secrets that the run has found
 * @param foreign what the host serves that another tool has made; null where it serves a release of
 *     ours or nothing, and where the phase does not need it
 */
public record HostOrder(
    RunKey key,
    Target target,
    @Nullable ReleaseId release,
    @Nullable Revision revision,
    String ref,
    Initiator initiator,
    ReleaseId epoch,
    @Nullable String from,
    List<SecretPin> pins,
    @Nullable String foreign) {

  public HostOrder {
    epoch = epoch == null ? key.id() : epoch;
    pins = pins == null ? List.of() : List.copyOf(pins);
  }

  public HostOrder(
      RunKey key,
      Target target,
      @Nullable ReleaseId release,
      @Nullable Revision revision,
      String ref,
      Initiator initiator) {
    this(key, target, release, revision, ref, initiator, key.id(), null, List.of(), null);
  }

  /** An order of a run without secrets. */
  public HostOrder(
      RunKey key,
      Target target,
      @Nullable ReleaseId release,
      @Nullable Revision revision,
      String ref,
      Initiator initiator,
      ReleaseId epoch,
      @Nullable String from) {
    this(key, target, release, revision, ref, initiator, epoch, from, List.of(), null);
  }

  /** The same order, with the versions of secrets that the host gets. */
  public HostOrder with(List<SecretPin> versions) {
    return new HostOrder(
        key, target, release, revision, ref, initiator, epoch, from, versions, foreign);
  }

  /** The same order about what the host serves, whichever it is. */
  public HostOrder serving(HostReport found) {
    ReleaseId live = found.live();
    Revision known = Objects.equals(live, release) ? revision : null;
    String other = found.foreignLive().map(ForeignRelease::name).orElse(null);
    return new HostOrder(key, target, live, known, ref, initiator, epoch, from, pins, other);
  }

  /** Whether the order is about something that the host serves. */
  public boolean serves() {
    return release != null || foreign != null;
  }

  /** Whether visitors are kept away from the host while it changes. */
  public boolean detours() {
    Traffic traffic = target.traffic();
    return traffic != null && traffic.reaches(host());
  }

  public Host host() {
    return target.hosts().getFirst();
  }

  /** The application's directory on this host. */
  public RemotePath deployTo() {
    return target.layout().on(host(), target.stage());
  }
}
