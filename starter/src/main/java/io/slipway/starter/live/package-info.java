/** A run on a terminal as it stands: what is seen is computed from events, and painted anew. */
@NullMarked
package io.slipway.starter.live;

import org.jspecify.annotations.NullMarked;
