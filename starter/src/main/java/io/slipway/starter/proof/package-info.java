/** How a command proves who has given it. Begin with {@link io.slipway.starter.proof.Signing}. */
@NullMarked
package io.slipway.starter.proof;

import org.jspecify.annotations.NullMarked;
