package io.slipway.contract;

/** Asks a stage what has become of a request that was to wait. */
public record PlaceQuery(long ticket) {}
