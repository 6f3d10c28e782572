package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.slipway.contract.Colors;
import io.slipway.contract.HostResult;
import io.slipway.contract.HostState;
import io.slipway.contract.KeptHalf;
import io.slipway.contract.RetireRequest;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunResult;
import io.slipway.contract.WarmHalf;
import io.slipway.domain.Color;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Target;
import io.slipway.workflow.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeepingTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Duration KEEP = Duration.ofHours(1);
  private final Target target = Fixtures.keeping(KEEP, true);

  private KeptHalf kept(Color color, Instant until) {
    return new KeptHalf(
        new WarmHalf(color, 2, until, "stop it", null),
        new RetireRequest(target, color, Fixtures.ANA));
  }

  private static RunResult result(RunKind kind, RunOutcome outcome, HostState state) {
    return new RunResult(
        new RunKey(Fixtures.SHOP, Fixtures.PRODUCTION, kind, ReleaseId.of("20261130110000")),
        outcome,
        null,
        null,
        "",
        List.of(new HostResult(HostName.of("web1"), state, null, null)),
        List.of());
  }

  /** Green is kept for ten more minutes when the run begins. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // kind, outcome, its host, live, moved, what is kept then, minutes
        "DEPLOY, SUCCEEDED, ACTIVE, BLUE, true, BLUE, 60",
        "ROLLBACK, SUCCEEDED, ACTIVE, BLUE, true, BLUE, 60",
        "DEPLOY, SUCCEEDED_WITH_EXCEPTIONS, ACTIVE, BLUE, true, BLUE, 60",
        "DEPLOY, REVERTED, REVERTED, BLUE, false, GREEN, 60",
        "DEPLOY, REVERTED_EXCEPT, REVERT_FAILED, BLUE, false, GREEN, 60",
        "DEPLOY, UNTOUCHED, DISCARDED, BLUE, false, GREEN, 10",
        "DEPLOY, UNTOUCHED, FAILED, BLUE, false, GREEN, 10",
        // somebody else has moved visitors
        "DEPLOY, UNTOUCHED, DISCARDED, GREEN, false, -, 0",
        // the first deploy of all
        "DEPLOY, SUCCEEDED, ACTIVE, -, true, -, 0",
        "DEPLOY, REVERTED, REVERTED, -, false, -, 0",
        "RECOVERY, REVERTED, REVERTED, BLUE, false, GREEN, 60",
        "RECOVERY, REVERTED_EXCEPT, REVERT_FAILED, BLUE, true, -, 0",
      })
  void the_time_begins_anew_with_what_was_done(
      RunKind kind,
      RunOutcome outcome,
      HostState state,
      @Nullable Color live,
      boolean moved,
      @Nullable Color old,
      int minutes) {
    Color idle = live == null ? Color.BLUE : live.other();

    KeptHalf after =
        Keeping.after(
            kept(Color.GREEN, NOW.plus(Duration.ofMinutes(10))),
            target,
            Fixtures.ANA,
            new Colors(live, idle, moved),
            result(kind, outcome, state),
            NOW);

    assertEquals(old == null ? null : kept(old, NOW.plus(Duration.ofMinutes(minutes))), after);
  }

  @Test
  void a_run_that_has_not_looked_changes_nothing_and_a_stage_without_halves_keeps_none() {
    KeptHalf before = kept(Color.GREEN, NOW);
    RunResult rejected = result(RunKind.DEPLOY, RunOutcome.REJECTED, HostState.UNTOUCHED);

    assertEquals(before, Keeping.after(before, target, Fixtures.ANA, null, rejected, NOW));
    assertNull(Keeping.after(before, Fixtures.target(2), Fixtures.ANA, null, rejected, NOW));
    assertNull(Keeping.after(before, target, Fixtures.ANA, null, null, NOW));
  }

  @Test
  void a_retirement_is_done_once() {
    KeptHalf before = kept(Color.GREEN, NOW.minusSeconds(1));
    RunResult done = result(RunKind.RETIREMENT, RunOutcome.SUCCEEDED, HostState.RETIRED);
    RunResult none = result(RunKind.RETIREMENT, RunOutcome.UNTOUCHED, HostState.UNTOUCHED);

    KeptHalf after = Objects.requireNonNull(Keeping.afterRetirement(before, done, false, NOW));
    assertNull(after.due());
    assertEquals(Color.GREEN, Keeping.retired(after));
    assertEquals(after, Keeping.afterRetirement(before, null, false, NOW));
    assertEquals(before, Keeping.afterRetirement(before, none, true, NOW));
    assertNull(Keeping.afterRetirement(before, none, false, NOW));
    assertNull(Keeping.retired(before));
    assertNull(Keeping.retired(null));
  }
}
