package io.slipway.contract;

import io.slipway.domain.SecretRef;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a secret a run has found, so that all hosts get the same.
 *
 * @param document what the store was asked for
 * @param version the store's own name for what it answered with; null where it has no versions
 */
public record SecretPin(SecretRef document, @Nullable String version) {}
