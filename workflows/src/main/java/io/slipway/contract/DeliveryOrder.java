package io.slipway.contract;

import io.slipway.domain.Host;
import org.jspecify.annotations.Nullable;

/**
 * What one host shall get before it is prepared.
 *
 * @param order of the host's preparation
 * @param parent the host that has it already, and is asked first; null where the worker sends it
 * @param built what another host has built, in place of the source's files; null for these
 */
public record DeliveryOrder(HostOrder order, @Nullable Host parent, @Nullable Built built) {

  /** The source's files. */
  public DeliveryOrder(HostOrder order, @Nullable Host parent) {
    this(order, parent, null);
  }
}
