package io.slipway.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** How files come to hosts, where hosts hand them on. */
@ActivityInterface(namePrefix = "Delivery")
public interface DeliveryActivities {

  /**
   * Step {@code deliver}: the archives of the release, each with its checksum. Where the other host
   * does not give them, for whatever reason, the worker does, and a warning tells why. Fails as
   * {@link HostActivities#prepare} does, of the order's host alone.
   */
  @ActivityMethod
  HostReport receive(DeliveryOrder order);
}
