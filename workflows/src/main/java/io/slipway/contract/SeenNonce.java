package io.slipway.contract;

import java.time.Instant;

/**
 * A statement that was taken.
 *
 * @param at when it was made, as it says
 */
public record SeenNonce(String nonce, Instant at) {}
