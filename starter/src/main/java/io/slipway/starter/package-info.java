/** The front door: {@link io.slipway.starter.Slipway} assembles the {@code slipway} command. */
@NullMarked
package io.slipway.starter;

import org.jspecify.annotations.NullMarked;
