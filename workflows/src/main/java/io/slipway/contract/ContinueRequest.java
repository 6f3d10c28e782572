package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/** Asks a paused run to go on without the hosts that have failed so far. */
public record ContinueRequest(Initiator initiator, @Nullable String reason) {}
