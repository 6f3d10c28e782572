package io.slipway.workflow;

import io.slipway.contract.HostOrder;
import io.slipway.contract.Initiator;
import io.slipway.contract.RunKey;
import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Target;
import io.slipway.rollout.OnceHosts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run is about, from its beginning to its end.
 *
 * @param own names the run itself, its workflows and its epoch
 * @param subject the run whose work is done on hosts: the same, but for a recovery
 */
record Mission(RunKey own, RunKey subject, Target target, String ref, Initiator initiator) {

  /** The same, where it is known which hosts run what runs once. */
  Mission decided() {
    return new Mission(own, subject, OnceHosts.decided(target), ref, initiator);
  }

  String subjectInWords() {
    return Words.subject(own.kind(), ref);
  }

  HostOrder order(
      Host host, @Nullable ReleaseId release, @Nullable Revision revision, @Nullable String from) {
    return order(List.of(host), release, revision, from);
  }

  /** About several hosts at once. */
  HostOrder order(
      List<Host> hosts,
      @Nullable ReleaseId release,
      @Nullable Revision revision,
      @Nullable String from) {
    return new HostOrder(
        subject, target.withHosts(hosts), release, revision, ref, initiator, own.id(), from);
  }
}
