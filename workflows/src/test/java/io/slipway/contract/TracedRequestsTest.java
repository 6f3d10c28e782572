package io.slipway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** Whatever becomes of a request on its way, it stays in its trace. */
final class TracedRequestsTest {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final Initiator BEN = new Initiator("ben", "laptop");

  private final DeployRequest deploy = (DeployRequest) Samples.of(DeployRequest.class);
  private final RollbackRequest rollback = (RollbackRequest) Samples.of(RollbackRequest.class);

  @Test
  void requests_keep_it_when_it_is_known_who_asks_and_what_may_be_done() {
    DeployRequest asked = deploy.traced(TRACE).by(BEN).overriding();

    assertEquals(TRACE, asked.traceparent());
    assertEquals(deploy.by(BEN).overriding(), asked.traced(deploy.traceparent()));
    assertEquals(TRACE, rollback.traced(TRACE).by(BEN).traceparent());
    assertEquals(rollback, rollback.traced(TRACE).traced(rollback.traceparent()));
  }

  @Test
  void what_a_schedule_asks_for_is_a_trace_of_its_own() {
    assertNull(deploy.traced(TRACE).scheduled().traceparent());
  }
}
