package io.slipway.contract;

import java.time.Instant;

/** A stage's answer to an accepted request. */
public record RunTicket(RunKey key, String workflowId, Instant admittedAt) {}
