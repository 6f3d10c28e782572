package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * How what one host or the worker has built comes to all others. Apart from {@link HostActivities},
 * so that no worker that knows nothing of it prepares a host from the source, where nothing would
 * be built.
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
   * Step {@code build} on the worker, by its command {@link io.slipway.domain.Steps#builder()}, and
   * after it {@link HostActivities#prepare} of a first host with what came of that: {@link
   * HostReport#built}. A worker that has built in this run builds no more, unless a person wants
   * it; another one builds anew. Fails with {@link FailureType#PRECONDITION_FAILED} where the
   * command is not opened.
   */
  @ActivityMethod
  HostReport onWorker(HostOrder order);

  /**
   * As {@link HostActivities#prepare}, of what another host has built. Fails with {@link
   * FailureType#SOURCE_UNREACHABLE} where the worker lacks it and that host does not give it.
   */
  @ActivityMethod
  HostReport unpack(BuiltOrder order);
}
