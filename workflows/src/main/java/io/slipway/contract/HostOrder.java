package io.slipway.contract;

import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.RemotePath;
import io.slipway.domain.Revision;
import io.slipway.domain.Target;
import org.jspecify.annotations.Nullable;

/**
 * One phase for one host: the request of every host activity.
 *
 * @param target the run's target with this host only
 * @param release the release that the phase is about; null for inspect and check
 * @param revision its commit; null where the phase does not need it
 */
public record HostOrder(
    RunKey key,
    Target target,
    @Nullable ReleaseId release,
    @Nullable Revision revision,
    String ref,
    Initiator initiator) {

  public Host host() {
    return target.hosts().getFirst();
  }

  /** The application's directory on this host. */
  public RemotePath deployTo() {
    return target.layout().on(host(), target.stage());
  }
}
