/**
 * Takes the values of secrets out of texts, at the edge where a text leaves the worker. Start with
 * {@link io.slipway.redact.Redactor}.
 */
@NullMarked
package io.slipway.redact;

import org.jspecify.annotations.NullMarked;
