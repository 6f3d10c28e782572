/** The program as people install it: {@link io.slipway.standalone.Main} joins all its parts. */
@NullMarked
package io.slipway.standalone;

import org.jspecify.annotations.NullMarked;
