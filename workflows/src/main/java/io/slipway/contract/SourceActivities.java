package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Questions to the repository. */
@ActivityInterface(namePrefix = "Source")
public interface SourceActivities {

  /**
   * The commit that the order's ref names now. Asked by the side that fetches: the worker for push,
   * the order's host for clone. Fails with {@link FailureType#REVISION_NOT_FOUND} or {@link
   * FailureType#SOURCE_UNREACHABLE}.
   */
  @ActivityMethod
  ResolvedRevision resolve(HostOrder order);
}
