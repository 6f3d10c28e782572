package io.slipway.contract;

import java.time.Instant;

/** A stage's answer to a request that has become a run. */
public record RunTicket(RunKey key, String workflowId, Instant admittedAt) implements Answer {}
