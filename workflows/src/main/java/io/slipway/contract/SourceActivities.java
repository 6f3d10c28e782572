package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Questions to the repository, or to the place of an artifact. */
@ActivityInterface(namePrefix = "Source")
public interface SourceActivities {

  /**
   * The commit that the order's ref names now, or the SHA-256 of the artifact of that version,
   * which fails with {@link FailureType#ARTIFACT_UNUSABLE} where it is not what the ref pins. Asked
   * by the side that fetches: the worker for push, the order's host for clone. Where its signature
   * is to be verified, the worker does so, whoever fetches, and fails with {@link
   * FailureType#COMMIT_UNVERIFIED}. Fails otherwise with {@link FailureType#REVISION_NOT_FOUND} or
   * {@link FailureType#SOURCE_UNREACHABLE}.
   */
  @ActivityMethod
  ResolvedRevision resolve(HostOrder order);
}
