package io.slipway.traffic;

import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Speaks of both halves of a stage to one machine of a balancer. */
final class MachineMove implements MoveLink {
  private final Machine machine;
  private final Namings names;

  MachineMove(Machine machine, Namings names) {
    this.machine = machine;
    this.names = names;
  }

  @Override
  public String name() {
    return machine.host().name().value();
  }

  @Override
  public Map<HostName, Standing> look(Sides sides) {
    return run("stand", "see who is in", sides).standings();
  }

  @Override
  public Map<HostName, Standing> move(Sides sides) {
    return run("move", "move visitors", sides).standings();
  }

  @Override
  public void settle(Sides sides) {
    Told unused = run("settle", "move visitors", sides);
  }

  private Told run(String verb, String attempted, Sides sides) {
    List<Host> all = sides.all();
    BalancerFaults faults =
        new BalancerFaults(
            machine.host().name(), "move", attempted, name(), names.server(all.getFirst()), names);
    return machine.run(verb, names.script(), names.prologue(sides), faults, limit(all.size()));
  }

  /** Commands of the user's have a minute each, one after the other. */
  private Duration limit(int hosts) {
    return names.eachByCommand()
        ? Machine.LIMIT.plus(Duration.ofMinutes(hosts))
        : Machine.LIMIT.plus(Duration.ofMillis(200L * hosts));
  }
}
