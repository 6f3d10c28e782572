package io.slipway.standalone.codec;

import java.util.Optional;

/** Whose tokens are good enough. */
@FunctionalInterface
interface Bearers {
  /** Why a token is not, as a clause without the token; empty when it is. */
  Optional<String> refusal(String token);
}
