package io.slipway.workflow;

import io.slipway.contract.BatchOrder;
import io.slipway.contract.Built;
import io.slipway.contract.Phase;
import io.slipway.contract.Places;
import io.slipway.contract.SecretPin;
import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a phase is about, whichever its hosts.
 *
 * @param from the step from which on all is done again; null for none
 * @param tolerated how many hosts may fail to activate before no further one is begun
 * @param impatient whether hosts that are away are given up after the usual attempts
 * @param packs as in {@link BatchOrder}
 * @param built as in {@link BatchOrder}
 */
record Errand(
    Mission mission,
    Phase phase,
    @Nullable ReleaseId release,
    @Nullable Revision revision,
    @Nullable String from,
    int tolerated,
    boolean impatient,
    boolean packs,
    @Nullable Built built) {

  static Errand of(
      Mission mission, Phase phase, @Nullable ReleaseId release, @Nullable Revision revision) {
    return new Errand(mission, phase, release, revision, null, 0, false, false, null);
  }

  Errand again(@Nullable String step) {
    return new Errand(mission, phase, release, revision, step, tolerated, impatient, packs, built);
  }

  Errand tolerating(int failures) {
    return new Errand(mission, phase, release, revision, from, failures, impatient, packs, built);
  }

  Errand impatiently() {
    return new Errand(mission, phase, release, revision, from, tolerated, true, packs, built);
  }

  /** The same, for one host that builds what others get as well. */
  Errand packing() {
    return new Errand(mission, phase, release, revision, from, tolerated, impatient, true, built);
  }

  /** The same, for hosts that get what another has built. */
  Errand of(Built tree) {
    return new Errand(mission, phase, release, revision, from, tolerated, impatient, packs, tree);
  }

  BatchOrder batch(
      int number,
      List<Host> hosts,
      int parallel,
      List<SecretPin> pins,
      @Nullable Places places,
      @Nullable Integer fetching) {
    return new BatchOrder(
        mission.subject(),
        phase,
        number,
        mission.target().withHosts(hosts),
        release,
        revision,
        mission.ref(),
        mission.initiator(),
        parallel,
        mission.own().id(),
        from,
        tolerated,
        impatient,
        pins,
        places,
        fetching,
        packs,
        built);
  }
}
