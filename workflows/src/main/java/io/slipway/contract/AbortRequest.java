package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/** Asks a run to stop and to put back what it changed. */
public record AbortRequest(Initiator initiator, @Nullable String reason) {}
