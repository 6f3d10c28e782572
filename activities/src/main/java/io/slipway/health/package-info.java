/** Whether a host serves what it should: asked over HTTP or TCP, again until it does. */
@NullMarked
package io.slipway.health;

import org.jspecify.annotations.NullMarked;
