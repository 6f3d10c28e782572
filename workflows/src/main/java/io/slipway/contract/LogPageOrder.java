package io.slipway.contract;

/** Asks a worker that keeps logs for those after a position. */
public record LogPageOrder(LogOrder order, LogPosition position) {}
