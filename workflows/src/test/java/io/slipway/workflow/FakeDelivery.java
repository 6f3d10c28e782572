package io.slipway.workflow;

import io.slipway.contract.DeliveryActivities;
import io.slipway.contract.DeliveryOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.Received;
import io.slipway.contract.StepReport;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hosts in memory that hand on what they have, or do not where they are told so. */
final class FakeDelivery implements DeliveryActivities {
  private final Map<HostName, Optional<HostName>> sources = new LinkedHashMap<>();
  private final List<String> built = new ArrayList<>();
  private final List<HostName> mute = new ArrayList<>();

  /** The host hands nothing on. */
  synchronized void mutes(String host) {
    mute.add(HostName.of(host));
  }

  /** From whom each host has got it, in that order; empty for the worker. */
  synchronized Map<HostName, Optional<HostName>> sources() {
    return new LinkedHashMap<>(sources);
  }

  /** The hosts that have got what another has built, in order of their names. */
  synchronized List<String> built() {
    return built.stream().sorted().toList();
  }

  @Override
  public synchronized HostReport receive(DeliveryOrder order) {
    HostName host = order.order().host().name();
    Optional<HostName> parent = Optional.ofNullable(order.parent()).map(Host::name);
    boolean vain = parent.filter(mute::contains).isPresent();
    Optional<HostName> from = parent.filter(name -> !vain);
    sources.put(host, from);
    if (order.built() != null) {
      built.add(host.value());
    }
    return new HostReport(
            host,
            List.of(new StepReport("deliver", false, Duration.ofMillis(5), "")),
            null,
            null,
            List.of(),
            List.of())
        .with(new Received(from.orElse(null), true, vain));
  }
}
