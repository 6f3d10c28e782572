/**
 * The audit trail: lines of JSON, each of which names the one before by its hash, in a file and at
 * receivers elsewhere. Start with {@link io.slipway.audit.Trail}; {@link
 * io.slipway.audit.TrailCheck} finds what was changed.
 */
@NullMarked
package io.slipway.audit;

import org.jspecify.annotations.NullMarked;
