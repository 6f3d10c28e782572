package io.slipway.gate;

import org.jspecify.annotations.Nullable;

/**
 * A provider whose tokens count.
 *
 * @param audience what tokens are for, where they need not be bound to a request
 * @param bind whether a token must be for {@code slipway:} and the SHA-256 of the statement, so
 *     that it is good for that one request only
 * @param jwks a file or an address that has the provider's keys
 * @param ca a file of certificates in PEM that are trusted alone to vouch for that address; null
 *     for those of the machine
 */
record OidcIssuer(
    String issuer,
    String audience,
    boolean bind,
    String jwks,
    @Nullable String ca,
    String groupsClaim,
    String userClaim) {}
