package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a release come from.
 *
 * @param repository git URL or path, as the fetching side sees it; of an artifact its URL, so that
 *     nothing else is taken for it, or {@link #NOWHERE}
 * @param delivery which side fetches
 * @param subdirectory the only directory of the repository to deploy, relative; null for all
 * @param submodules whether submodules are deployed too
 * @param verifyCommit whether the commit must carry a good signature of somebody that the worker
 *     knows
 * @param gitParallel most hosts that fetch from the repository at the same time, 1 or more; null
 *     for as many as the rollout works on
 * @param relay how hosts hand it on, where they do; null for {@link Relay#DEFAULT}
 * @param unsigned what was built before and needs no signature, in place of a repository; null for
 *     all else. On the wire it has been {@code artifact} all along
 * @param signed what was built before and needs a signature; null for all else. Programs that do
 *     not know it find no artifact, and nothing instead of one
 */
public record Source(
    String repository,
    Delivery delivery,
    @Nullable String subdirectory,
    boolean submodules,
    boolean verifyCommit,
    @Nullable Integer gitParallel,
    @Nullable Relay relay,
    @JsonProperty("artifact") @Nullable Artifact unsigned,
    @Nullable Artifact signed) {
  /**
   * The repository of artifacts that must be signed: a path at which nothing can ever be, which
   * tells whoever looks there what they lack.
   */
  static final String NOWHERE = "/dev/null/signed-artifacts-need-a-newer-slipway-worker";

  private static final int SHA_256 = 64;

  public Source {
    if (gitParallel != null && gitParallel < 1) {
      throw new IllegalArgumentException(
          "git_parallel (%d) must be 1 or more".formatted(gitParallel));
    }
    if (unsigned != null && unsigned.signatures() != null) {
      throw new IllegalArgumentException(
          "an artifact that must be signed stands for one that need not");
    }
    if (signed != null && signed.signatures() == null) {
      throw new IllegalArgumentException("nobody is named who must have signed the artifact");
    }
  }

  /** A source whose commits need no signature. */
  public Source(
      String repository, Delivery delivery, @Nullable String subdirectory, boolean submodules) {
    this(repository, delivery, subdirectory, submodules, false, null, null);
  }

  /** A repository. */
  public Source(
      String repository,
      Delivery delivery,
      @Nullable String subdirectory,
      boolean submodules,
      boolean verifyCommit,
      @Nullable Integer gitParallel,
      @Nullable Relay relay) {
    this(
        repository,
        delivery,
        subdirectory,
        submodules,
        verifyCommit,
        gitParallel,
        relay,
        null,
        null);
  }

  /** Artifacts, sent by the worker or handed on by hosts. */
  public static Source of(Artifact artifact, Delivery delivery, @Nullable Relay relay) {
    return artifact.signatures() == null
        ? new Source(artifact.url(), delivery, null, false, false, null, relay, artifact, null)
        : new Source(NOWHERE, delivery, null, false, false, null, relay, null, artifact);
  }

  /**
   * What was built before, in place of a repository; null for a repository. Where it is given, the
   * worker delivers, and a {@link Revision} is the SHA-256 of the archive.
   */
  public @Nullable Artifact artifact() {
    return signed == null ? unsigned : signed;
  }

  /**
   * How to ask later for what a ref has turned out to be: a commit, or a version with its checksum.
   *
   * @param ref by which it was asked for
   */
  public String pinned(String ref, Revision revision) {
    // A commit is of the time when the file still had a repository.
    boolean commit = artifact() == null || revision.value().length() < SHA_256;
    return commit ? revision.value() : ArtifactVersion.parse(ref).pinned(revision);
  }
}
