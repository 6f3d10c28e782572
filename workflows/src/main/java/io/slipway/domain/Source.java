package io.slipway.domain;

import org.jspecify.annotations.Nullable;

/**
 * Where the files of a release come from.
 *
 * @param repository git URL or path, as the fetching side sees it
 * @param delivery which side fetches
 * @param subdirectory the only directory of the repository to deploy, relative; null for all
 * @param submodules whether submodules are deployed too
 */
public record Source(
    String repository, Delivery delivery, @Nullable String subdirectory, boolean submodules) {}
