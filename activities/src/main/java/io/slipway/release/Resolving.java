package io.slipway.release;

import io.slipway.contract.HostOrder;
import io.slipway.contract.ResolvedRevision;
import io.slipway.contract.SourceActivities;
import io.slipway.domain.Revision;
import io.slipway.domain.Source;
import io.slipway.source.RefChoice;
import io.slipway.source.Repositories;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks what a ref names: from the side that fetches. */
final class Resolving implements SourceActivities {
  private final Supplier<Attempt> attempts;
  private final Hosts hosts;
  private final Repositories repositories;
  private final Parcels parcels;

  Resolving(Hosts hosts, Repositories repositories, Parcels parcels, Supplier<Attempt> attempts) {
    this.attempts = attempts;
    this.hosts = hosts;
    this.repositories = repositories;
    this.parcels = parcels;
  }

  @Override
  public ResolvedRevision resolve(HostOrder order) {
    Attempt attempt = attempts.get();
    String attempted = "resolve '%s'".formatted(order.ref());
    return Boundary.crossing(
        order,
        attempted,
        () -> {
          Source source = order.target().source();
          Revision revision =
              switch (source.delivery()) {
                case PUSH, RELAY -> parcels.resolve(order, attempt);
                case CLONE -> onHost(order, attempt, attempted);
              };
          if (source.verifyCommit()) {
            repositories.verify(source.repository(), revision, attempt.pulse());
          }
          return new ResolvedRevision(order.ref(), revision);
        });
  }

  private Revision onHost(HostOrder order, Attempt attempt, String attempted) {
    String ref = order.ref();
    RefChoice.refuseOdd(ref);
    String kind =
        RefChoice.isFull(ref) ? "full" : RefChoice.isAbbreviation(ref) ? "abbreviation" : "name";
    Transcript told =
        hosts.on(
            order,
            attempt,
            host -> host.run(HostScript.RESOLVE, attempted, new Prologue().set("ref_is", kind)));
    return RefChoice.among(told.refs, ref)
        .or(() -> Optional.ofNullable(told.commit))
        // Some servers hand out commits that no branch or tag holds; the fetch will show.
        .or(() -> RefChoice.isFull(ref) ? Optional.of(Revision.of(ref)) : Optional.empty())
        .orElseThrow(
            () -> RefChoice.notFound(ref, order.target().source().repository(), told.names));
  }
}
