package io.slipway.release;

import io.slipway.contract.Built;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.domain.Target;
import io.slipway.shell.HostFaultException;
import io.slipway.source.Archive;
import io.slipway.source.BuiltTrees;
import io.slipway.source.Parcel;
import io.slipway.source.SourceException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/**
 * Has the worker fetch what a host has built from that host, unless it has it: the worker that
 * packed it, and each other that is to bring it to a host.
 */
final class Transfers {
  private final Hosts hosts;
  private final BuiltTrees trees;

  Transfers(Hosts hosts, BuiltTrees trees) {
    this.hosts = hosts;
    this.trees = trees;
  }

  /** What hosts get that did not build. */
  Parcel parcel(HostOrder order, Built built, Attempt attempt) {
    Archive archive =
        trees.archive(
            stage(order),
            built.sha256(),
            built.size(),
            attempt.pulse(),
            out -> transfer(order, built, attempt, out));
    Instant committedAt = built.committedAt();
    return new Parcel(List.of(archive), committedAt == null ? null : committedAt.getEpochSecond());
  }

  /** Names the order's stage among all. */
  static String stage(HostOrder order) {
    Target target = order.target();
    return "%s/%s".formatted(target.application(), target.stage());
  }

  /** A host that waits for it is not to blame when another one does not give it. */
  private void transfer(HostOrder order, Built built, Attempt attempt, OutputStream out) {
    HostOrder there = Receiving.at(order, built.on());
    try {
      boolean unused =
          hosts.on(
              there,
              attempt,
              host -> {
                host.download(built.sha256(), built.size(), out);
                return true;
              });
    } catch (HostFaultException e) {
      HostFailure failure = e.failure();
      if (order.host().name().equals(built.on().name())) {
        throw e;
      }
      throw new SourceException(
          failure.type().passing() ? FailureType.SOURCE_UNREACHABLE : FailureType.ARTIFACT_UNUSABLE,
          "fetch what %s has built".formatted(built.on().name()),
          failure.reason(),
          failure.remedy(),
          "");
    }
  }
}
