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
 * @param gitParallel most hosts that fetch from the repository at the same time, 1 or more; null
 *     for as many as the rollout works on
 * @param relay how hosts hand it on, where they do; null for {@link Relay#DEFAULT}
 */
public record Source(
    String repository,
    Delivery delivery,
    @Nullable String subdirectory,
    boolean submodules,
    boolean verifyCommit,
    @Nullable Integer gitParallel,
    @Nullable Relay relay) {
  public Source {
    if (gitParallel != null && gitParallel < 1) {
      throw new IllegalArgumentException(
          "git_parallel (%d) must be 1 or more".formatted(gitParallel));
    }
  }

  /** A source whose commits need no signature. */
  public Source(
      String repository, Delivery delivery, @Nullable String subdirectory, boolean submodules) {
    this(repository, delivery, subdirectory, submodules, false, null, null);
  }
}
