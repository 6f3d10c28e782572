package io.slipway.starter.gateway;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowQueryException;
import org.junit.jupiter.api.Test;

class AwayTest {
  @Test
  void a_question_that_a_worker_failed_at_may_be_asked_again() {
    assertTrue(
        Away.passing(
            new WorkflowQueryException(
                WorkflowExecution.getDefaultInstance(), "Deploy", refused())));
  }

  @Test
  void what_temporal_itself_refuses_stays_refused() {
    assertFalse(Away.passing(refused()));
    assertFalse(Away.passing(new IllegalStateException("a fault of ours")));
  }

  private static RuntimeException refused() {
    return Status.INVALID_ARGUMENT.asRuntimeException();
  }
}
