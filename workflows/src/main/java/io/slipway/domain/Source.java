package io.slipway.domain;

import org.jspecify.annotations.Nullable;

/**
 * Where the files of a release come from.
 *
 * @param repository git URL or path, as the fetching side sees it
 * @param delivery which side fetches
 * @param subdirectory the only directory of the repository to deploy, relative; null for all
 * @param submodules whether submodules are deployed too
 * @param verifyCommit whether the commit must carry a good signature of somebody that the worker
 *     knows
 */
public record Source(
    String repository,
    Delivery delivery,
    @Nullable String subdirectory,
    boolean submodules,
    boolean verifyCommit) {

  /** A source whose commits need no signature. */
  public Source(
      String repository, Delivery delivery, @Nullable String subdirectory, boolean submodules) {
    this(repository, delivery, subdirectory, submodules, false);
  }
}
