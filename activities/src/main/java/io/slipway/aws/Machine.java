package io.slipway.aws;

import org.jspecify.annotations.Nullable;

/**
 * A machine that AWS knows.
 *
 * @param id such as {@code i-0123456789abcdef0}
 * @param name what people call it; null when they have given it none
 * @param privateAddress null, as the others, where it has none
 * @param zone its availability zone; null where AWS does not tell
 */
public record Machine(
    String id,
    @Nullable String name,
    @Nullable String privateAddress,
    @Nullable String publicAddress,
    @Nullable String dnsName,
    @Nullable String zone) {}
