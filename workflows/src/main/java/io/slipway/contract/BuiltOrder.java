package io.slipway.contract;

/**
 * A release for a host that did not build it.
 *
 * @param order of the host's preparation
 * @param built what it gets in place of the source's files
 */
public record BuiltOrder(HostOrder order, Built built) {}
