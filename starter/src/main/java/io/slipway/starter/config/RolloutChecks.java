package io.slipway.starter.config;

import io.slipway.rollout.ServiceLevel;

/** Numbers of a rollout with which no host could ever be switched. */
final class RolloutChecks {
  private RolloutChecks() {}

  /**
   * @param hosts all hosts of the stage
   */
  static void run(HostList hosts, Faults faults) {
    RolloutSpec spec = hosts.stage().spec().rollout();
    if (spec == null) {
      return;
    }
    KeyPath path = hosts.stage().path().key("rollout");
    ServiceLevel.of(spec.minHealthy(), hosts.hosts().size())
        .flatMap(ServiceLevel::fault)
        .ifPresent(fault -> faults.add(path.key("min_healthy"), fault.what(), fault.remedy()));
    if (spec.zoneParallel() != null
        && hosts.hosts().stream().allMatch(h -> h.host().zone() == null)) {
      faults.add(
          path.key("zone_parallel"),
          "bounds how many hosts of a zone change at the same time, but no host has a zone",
          "Give hosts a zone, such as {name: 'web[1-4]', zone: a}, or take it out.");
    }
  }
}
