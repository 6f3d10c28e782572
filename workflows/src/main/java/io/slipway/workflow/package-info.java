/** Replayed code: what Temporal runs again after a crash, so it must be deterministic. */
@NullMarked
package io.slipway.workflow;

import org.jspecify.annotations.NullMarked;
