package io.slipway.bench.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.StageName;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeasuredTest {
  private static final ReleaseId OLD = ReleaseId.of("20260101000000");
  private static final ReleaseId NEW = ReleaseId.of("20260102000000");
  private static final Measured.Limits LIMITS =
      new Measured.Limits(5000, 1024, RunOutcome.SUCCEEDED);

  @Test
  void has_no_violation_when_all_is_within_bounds() {
    Measured measured = measured(result(RunOutcome.SUCCEEDED, NEW, NEW), 4999, 1023);

    assertEquals(List.of(), measured.violations(LIMITS));
  }

  @Test
  void names_a_history_and_a_worker_that_have_reached_their_bounds() {
    Measured measured = measured(result(RunOutcome.SUCCEEDED, NEW), 5000, 1024);

    List<String> violations = measured.violations(LIMITS);

    assertEquals(2, violations.size(), violations.toString());
    assertTrue(violations.get(0).contains("the-long-one has 5000 events"), violations.get(0));
    assertTrue(violations.get(1).contains("1024 MiB"), violations.get(1));
  }

  @Test
  void does_not_believe_a_success_that_leaves_a_host_behind() {
    Measured measured = measured(result(RunOutcome.SUCCEEDED, NEW, OLD), 10, 10);

    assertTrue(measured.violations(LIMITS).getFirst().contains("1 hosts"));
  }

  @Test
  void does_not_believe_a_revert_that_leaves_a_host_on_the_new_release() {
    Measured measured = measured(result(RunOutcome.REVERTED, OLD, NEW), 10, 10);
    Measured.Limits reverted = new Measured.Limits(5000, 1024, RunOutcome.REVERTED);

    assertTrue(measured.violations(reverted).getFirst().contains("1 hosts"));
  }

  @Test
  void names_an_outcome_that_was_not_expected() {
    Measured measured = measured(result(RunOutcome.REVERTED, OLD), 10, 10);

    assertTrue(measured.violations(LIMITS).getFirst().contains("REVERTED instead of SUCCEEDED"));
  }

  private static Measured measured(RunResult result, long events, long workerMebibytes) {
    Histories histories =
        new Histories(
            List.of(
                new Histories.History("a-short-one", 1, 1),
                new Histories.History("the-long-one", events, 1)));
    return new Measured(
        result,
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        histories,
        new ProcessUse(Duration.ofSeconds(1), 100),
        new ProcessUse(Duration.ofSeconds(1), workerMebibytes));
  }

  private static RunResult result(RunOutcome outcome, ReleaseId... live) {
    RunKey key =
        new RunKey(ApplicationName.of("shop"), StageName.of("production"), RunKind.DEPLOY, NEW);
    List<HostResult> hosts =
        Stream.of(live)
            .map(release -> new HostResult(HostName.of("web"), HostState.ACTIVE, release, null))
            .toList();
    return new RunResult(key, outcome, NEW, null, "It ended.", hosts, List.of());
  }
}
