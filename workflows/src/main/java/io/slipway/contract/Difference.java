package io.slipway.contract;

import io.slipway.domain.HostName;

/** One thing in which a host is not as it should be; both sides in words for people. */
public record Difference(HostName host, DriftKind kind, String found, String expected) {}
