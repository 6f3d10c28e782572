package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.HostName;
import io.slipway.domain.OnFailure;
import io.slipway.workflow.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailurePolicyTest {

  @ParameterizedTest
  @CsvSource({
    // failures,                             on,       failures, away, undo?, reaction
    "'',                                     REVERT,   0,   0,   false, GO_ON",
    "VERIFY_FAILED,                          REVERT,   0,   0,   false, REVERT",
    "VERIFY_FAILED,                          PAUSE,    0,   0,   false, PAUSE",
    "VERIFY_FAILED,                          CONTINUE, 0,   0,   false, GO_ON",
    "VERIFY_FAILED,                          REVERT,   1,   0,   false, GO_ON",
    "VERIFY_FAILED DISK_FULL,                REVERT,   1,   9,   false, REVERT",
    "VERIFY_FAILED DISK_FULL,                REVERT,   10%, 0,   false, GO_ON",
    "VERIFY_FAILED DISK_FULL STEP_FAILED,    REVERT,   10%, 0,   false, REVERT",
    "UNREACHABLE,                            REVERT,   9,   0,   false, REVERT",
    "UNREACHABLE UNREACHABLE,                REVERT,   0,   2,   false, GO_ON",
    "UNREACHABLE VERIFY_FAILED,              REVERT,   0,   2,   false, REVERT",
    "UNKNOWN_OUTCOME,                        REVERT,   0,   5,   false, REVERT",
    "UNKNOWN_OUTCOME,                        REVERT,   1,   0,   false, GO_ON",
    "SOURCE_UNREACHABLE,                     REVERT,   9,   9,   false, REVERT",
    "SOURCE_UNREACHABLE,                     PAUSE,    9,   9,   false, PAUSE",
    "SOURCE_UNREACHABLE,                     CONTINUE, 9,   9,   false, PAUSE",
    "VERIFY_FAILED,                          REVERT,   0,   0,   true,  PAUSE",
    "VERIFY_FAILED,                          CONTINUE, 0,   0,   true,  GO_ON",
    "VERIFY_FAILED,                          REVERT,   1,   0,   true,  GO_ON",
    "UNEXPECTED,                             REVERT,   0,   9,   false, REVERT",
  })
  void judges_by_cause_and_number(
      String failures,
      OnFailure onFailure,
      String maxFailures,
      String maxUnreachable,
      boolean irreversible,
      Reaction expected) {
    FailurePolicy policy =
        new FailurePolicy(Fixtures.reacting(onFailure, maxFailures, maxUnreachable), 20);

    assertEquals(expected, policy.judge(failures(failures), irreversible));
  }

  @ParameterizedTest
  @CsvSource({
    "'',                        REVERT,   3,   3",
    "VERIFY_FAILED,             REVERT,   3,   2",
    "VERIFY_FAILED UNREACHABLE, PAUSE,    3,   2",
    "VERIFY_FAILED DISK_FULL,   REVERT,   1,   0",
    "VERIFY_FAILED,             CONTINUE, 0,  20",
  })
  void knows_how_many_more_may_fail(
      String failures, OnFailure onFailure, String maxFailures, int expected) {
    FailurePolicy policy = new FailurePolicy(Fixtures.reacting(onFailure, maxFailures, "0"), 20);

    assertEquals(expected, policy.left(failures(failures)));
  }

  private static List<HostFailure> failures(String types) {
    List<HostFailure> failures = new ArrayList<>();
    for (String type : types.isEmpty() ? new String[0] : types.split(" ")) {
      HostName host = HostName.of("h" + failures.size());
      failures.add(
          new HostFailure(host, FailureType.valueOf(type), null, "act", "it failed", "Look.", ""));
    }
    return failures;
  }
}
