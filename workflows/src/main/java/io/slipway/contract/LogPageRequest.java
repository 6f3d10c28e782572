package io.slipway.contract;

/**
 * Asks for what comes after a position.
 *
 * @param store where it is kept, as a poller of {@link TaskQueues#LOGS} tells; empty for whichever
 */
public record LogPageRequest(String store, LogPosition position) {}
