package io.slipway.traffic;

import io.slipway.domain.Host;
import io.slipway.release.Prologue;
import java.util.List;

/** Speaks of a host to one machine of a balancer. */
final class MachineLink implements BalancerLink {
  private final Machine machine;
  private final Namings names;

  MachineLink(Machine machine, Namings names) {
    this.machine = machine;
    this.names = names;
  }

  @Override
  public String name() {
    return machine.host().name().value();
  }

  @Override
  public Standing look() {
    return run("look", "look", "see where it stands in").standing();
  }

  @Override
  public Standing drain() {
    return run("drain", "drain", "take it out of").standing();
  }

  @Override
  public Standing undrain() {
    return run("undrain", "undrain", "let it into").standing();
  }

  @Override
  public void forget() {
    Told unused = run("forget", "undrain", "let it into");
  }

  private Told run(String verb, String step, String attempted) {
    Host host = machine.order().host();
    BalancerFaults faults =
        new BalancerFaults(
            host.name(),
            step,
            "%s %s".formatted(attempted, name()),
            name(),
            names.server(host),
            names);
    return machine.run(verb, names.script(), more(host), faults);
  }

  private Prologue more(Host host) {
    return names.prologue(host).each("server", List.of());
  }
}
