package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Initiator;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.StageName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainReturnTest {
  private static final RunSummary TRAIN = run(9, 9, RunOutcome.SUCCEEDED);

  @Test
  void goes_back_to_what_the_last_run_has_left_and_not_to_the_newest() {
    List<RunSummary> history =
        List.of(
            TRAIN,
            run(8, 8, RunOutcome.REVERTED),
            run(7, 5, RunOutcome.SUCCEEDED),
            run(6, 6, RunOutcome.SUCCEEDED));

    TrainReturn found = TrainReturn.of(null, history, TRAIN.key());

    assertEquals(new TrainReturn.To(id(5)), found);
  }

  @Test
  void leaves_what_others_have_done_or_do_since() {
    RunSummary since = run(10, 10, RunOutcome.UNTOUCHED);
    RunSummary current = run(11, null, null);

    for (TrainReturn found :
        List.of(
            TrainReturn.of(null, List.of(since, TRAIN), TRAIN.key()),
            TrainReturn.of(current, List.of(TRAIN), TRAIN.key()),
            TrainReturn.of(null, List.of(since), TRAIN.key()))) {
      String reason = assertInstanceOf(TrainReturn.Refused.class, found).reason();
      assertTrue(reason.endsWith("by ana@laptop came after the train's deploy."), reason);
    }
  }

  @Test
  void says_where_nothing_was_before() {
    for (List<RunSummary> history :
        List.of(List.of(TRAIN), List.of(TRAIN, run(8, 8, RunOutcome.UNTOUCHED)))) {
      TrainReturn found = TrainReturn.of(null, history, TRAIN.key());
      String reason = assertInstanceOf(TrainReturn.Refused.class, found).reason();
      assertTrue(reason.endsWith("nothing is known that it has served before."), reason);
    }
  }

  private static ReleaseId id(int number) {
    return ReleaseId.of("202607210930%02d".formatted(number));
  }

  private static RunSummary run(
      int number, @Nullable Integer release, @Nullable RunOutcome outcome) {
    RunKey key =
        new RunKey(
            ApplicationName.of("shop"), StageName.of("production"), RunKind.DEPLOY, id(number));
    return new RunSummary(
        key,
        WorkflowIds.run(key),
        new Initiator("ana", "laptop"),
        "main",
        null,
        null,
        release == null ? null : id(release),
        2,
        Instant.parse("2026-07-21T09:30:00Z"),
        null,
        outcome,
        null);
  }
}
