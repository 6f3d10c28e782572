package io.slipway.contract;

/**
 * A request whose asker can be proven.
 *
 * @param statement the very text that was signed, a {@link Statement}: what is done is read from it
 *     and from nowhere else
 */
public record SignedRequest(String statement, Proof proof) {}
