package io.slipway.contract;

import io.slipway.domain.HostName;
import org.jspecify.annotations.Nullable;

/**
 * How a host got what it deploys.
 *
 * @param from the host that it got it from; null where it had it already, or the worker sent it
 * @param holds whether it can hand it on now
 * @param vain whether another host was asked for it in vain
 */
public record Received(@Nullable HostName from, boolean holds, boolean vain) {}
