package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * How what one host has built comes to the others. Apart from {@link HostActivities}, so that no
 * worker that knows nothing of it prepares a host from the source, where nothing would be built.
 */
@ActivityInterface(namePrefix = "Build")
public interface BuildActivities {

  /**
   * Step {@code pack}: the built release as an archive, which the worker has as well then: {@link
   * HostReport#built}. What each host has of its own is not in it: links to {@code shared} and
   * files of secrets.
   */
  @ActivityMethod
  HostReport pack(HostOrder order);

  /**
   * As {@link HostActivities#prepare}, of what another host has built. Fails with {@link
   * FailureType#SOURCE_UNREACHABLE} where the worker lacks it and that host does not give it.
   */
  @ActivityMethod
  HostReport unpack(BuiltOrder order);
}
