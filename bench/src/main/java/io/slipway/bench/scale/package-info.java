/**
 * A deploy to very many hosts that are not there: the real workflows on a real Temporal server,
 * with activities that only wait. {@link io.slipway.bench.scale.Scale} is where to start.
 */
@NullMarked
package io.slipway.bench.scale;

import org.jspecify.annotations.NullMarked;
