/**
 * Deploys during which something is killed or broken at a random moment, and what must hold after
 * each. {@link io.slipway.bench.chaos.Chaos} is where to start; a new kind of fault is a new {@link
 * io.slipway.bench.chaos.FaultKind}.
 */
@NullMarked
package io.slipway.bench.chaos;

import org.jspecify.annotations.NullMarked;
