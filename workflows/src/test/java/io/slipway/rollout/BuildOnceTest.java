package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Label;
import io.slipway.domain.Role;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.domain.WorkerCommand;
import io.slipway.workflow.Fixtures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BuildOnceTest {
  private static final Host JOBS = host("jobs1", "jobs", false, null);
  private static final Host WEB1 = host("web1", "web", false, null);
  private static final Host WEB2 = host("web2", "web", true, null);

  @Test
  void the_first_of_the_role_builds_in_the_order_of_the_file_and_others_after_it() {
    assertEquals(List.of(WEB1, WEB2), builders(target("web", true, JOBS, WEB1, WEB2)));
    assertEquals(List.of(JOBS, WEB1), builders(target(null, true, JOBS, WEB1)));
  }

  @Test
  void nobody_builds_for_others_where_each_host_does() {
    Target each = target("web", false, WEB1, WEB2);

    assertEquals(List.of(), builders(each));
    assertEquals(Optional.empty(), BuildOnce.fault(target("web", false, JOBS)));
    assertEquals(Optional.empty(), BuildOnce.fault(Fixtures.target(2)));
  }

  @Test
  void a_run_without_a_host_that_may_build_is_refused() {
    assertEquals(
        "No selected host plays role web, of which one host builds for all (steps.build.once)."
            + " Select one of its hosts too.",
        RolloutPlanner.fault(target("web", true, JOBS)).orElseThrow());
  }

  @Test
  void a_run_over_several_sites_is_refused_and_one_in_a_site_is_not() {
    Host north = host("web3", "web", false, Label.of("north"));
    Host alsoNorth = host("web4", "web", false, Label.of("north"));

    String fault = RolloutPlanner.fault(target(null, true, north, WEB1)).orElseThrow();

    assertTrue(fault.startsWith("The selected hosts are of different sites (north, none)"), fault);
    assertEquals(Optional.empty(), RolloutPlanner.fault(target(null, true, north, alsoNorth)));
    assertEquals(Optional.empty(), RolloutPlanner.fault(target(null, false, north, WEB1)));
  }

  @Test
  void what_the_worker_builds_may_go_to_any_host_first_and_stays_in_one_site() {
    Step build = Step.ofWorker(new WorkerCommand("assets", Duration.ofMinutes(1)));
    Host north = host("web3", "web", false, Label.of("north"));
    Target here = target(build, JOBS, WEB1);

    assertEquals(List.of(JOBS, WEB1), builders(here));
    assertEquals(Optional.empty(), RolloutPlanner.fault(here));
    String fault = RolloutPlanner.fault(target(build, north, WEB1)).orElseThrow();
    assertTrue(fault.contains("what the worker builds for all (steps.build.worker)"), fault);
  }

  private static List<Host> builders(Target target) {
    return BuildOnce.builders(target, target.hosts());
  }

  private static Target target(@Nullable String role, boolean once, Host... hosts) {
    Step build =
        new Step("make", null, role == null ? null : Role.of(role), once, Duration.ofMinutes(1));
    return target(build, hosts);
  }

  private static Target target(Step build, Host... hosts) {
    return Fixtures.withSteps(
        Fixtures.target(1).withHosts(List.of(hosts)), new Steps(build, null, null));
  }

  private static Host host(String name, String role, boolean primary, @Nullable Label site) {
    return new Host(HostName.of(name), null, null, null, List.of(Role.of(role)), primary).at(site);
  }
}
