package io.slipway.release;

import io.slipway.contract.HostOrder;
import io.slipway.domain.Artifact;
import io.slipway.domain.Revision;
import io.slipway.domain.Source;
import io.slipway.source.Artifacts;
import io.slipway.source.Parcel;
import io.slipway.source.Repositories;
import java.util.Objects;

/** What hosts are sent of a release, be it from a repository or from a place of artifacts. */
final class Parcels {
  private final Repositories repositories;
  private final Artifacts artifacts;
  private final Lending lending;

  Parcels(Repositories repositories, Artifacts artifacts, Lending lending) {
    this.repositories = repositories;
    this.artifacts = artifacts;
    this.lending = lending;
  }

  /** All files of the order's revision. */
  Parcel of(HostOrder order, Attempt attempt) {
    Source source = order.target().source();
    Revision revision = Objects.requireNonNull(order.revision());
    Artifact artifact = source.artifact();
    return artifact == null
        ? repositories.pack(source, revision, attempt.pulse())
        : lending.withToken(
            order,
            artifact.token(),
            attempt,
            token -> artifacts.pack(artifact, order.ref(), revision, token, attempt.pulse()));
  }

  /** What the worker's own look finds that the order's ref names. */
  Revision resolve(HostOrder order, Attempt attempt) {
    Source source = order.target().source();
    Artifact artifact = source.artifact();
    return artifact == null
        ? repositories.resolve(source.repository(), order.ref(), attempt.pulse())
        : lending.withToken(
            order,
            artifact.token(),
            attempt,
            token -> artifacts.resolve(artifact, order.ref(), token, attempt.pulse()));
  }
}
