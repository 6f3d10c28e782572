package io.slipway.rollout;

import io.slipway.contract.Phase;
import io.slipway.contract.PhaseOutcome;
import io.slipway.contract.Quarantined;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which hosts of a run serve their visitors, as far as is known. */
public final class InService {
  private final Target target;

  /** As they were when they were last looked at. */
  private final Set<HostName> unwell = new LinkedHashSet<>();

  /** Those that runs have left in disorder. */
  private final Set<HostName> broken = new LinkedHashSet<>();

  /** Those that were unwell, and serve since they were switched. */
  private final Set<HostName> mended = new LinkedHashSet<>();

  /**
   * @param quarantine hosts that are to be put back before it is known what they serve
   */
  public InService(Target target, List<Quarantined> quarantine) {
    this.target = target;
    quarantine.forEach(q -> broken.add(q.host()));
  }

  /** Whether anybody needs to know. */
  public boolean watched() {
    return target.rollout().availability().watches();
  }

  /** What a phase has found or made of hosts. */
  public void note(Phase phase, List<PhaseOutcome> outcomes) {
    for (PhaseOutcome outcome : outcomes) {
      if (outcome.begun()) {
        note(phase, outcome.host(), outcome.serves());
      }
    }
  }

  private void note(Phase phase, HostName host, boolean serves) {
    switch (phase) {
      case LOOK -> {
        if (serves) {
          unwell.remove(host);
          broken.remove(host);
        } else {
          unwell.add(host);
        }
      }
      case ACTIVATE -> {
        breaks(host, !serves);
        if (serves && unwell.remove(host)) {
          mended.add(host);
        }
      }
      case REVERT -> {
        breaks(host, !serves);
        if (serves && mended.remove(host)) {
          unwell.add(host);
        }
      }
      case PREPARE, INSPECT, FINISH, CONCLUDE, DISCARD, RETIRE -> {
        // They leave a host in service, or out of it.
      }
    }
  }

  private void breaks(HostName host, boolean broke) {
    boolean unused = broke ? broken.add(host) : broken.remove(host);
  }

  private boolean out(HostName host) {
    return unwell.contains(host) || broken.contains(host);
  }

  /**
   * Hosts of the run that a phase finds out of service, in the order of the file. One that goes
   * back to what it was will be as unwell as it was.
   */
  public List<HostName> out(Phase phase) {
    return target.hosts().stream()
        .map(Host::name)
        .filter(h -> out(h) || (phase == Phase.REVERT && mended.contains(h)))
        .toList();
  }

  /** Hosts of the run that are out of service, in the order of the file. */
  public List<HostName> out() {
    return target.hosts().stream().map(Host::name).filter(this::out).toList();
  }

  /** The hosts in the order in which they have their turns. */
  public List<Host> inOrder(List<Host> hosts) {
    return switch (target.rollout().availability().order()) {
      case AS_LISTED -> hosts;
      case UNHEALTHY_FIRST ->
          Stream.concat(
                  hosts.stream().filter(h -> out(h.name())),
                  hosts.stream().filter(h -> !out(h.name())))
              .toList();
    };
  }

  /** Why none of these hosts, which are in service, may be taken out of it, as a sentence. */
  public String scarcity(List<Host> waiting) {
    ServiceLevel level = ServiceLevel.of(target).orElseThrow();
    return "rollout.min_healthy wants %s, and %d are in service: none of %s may be taken out. Out of service: %s."
        .formatted(
            level.arithmetic(),
            level.fleet() - out().size(),
            Names.of(waiting.stream().map(Host::name).toList()),
            Names.of(out()));
  }
}
