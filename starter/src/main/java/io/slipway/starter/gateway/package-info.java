/** The way to Temporal: where it is, and what is asked of it. */
@NullMarked
package io.slipway.starter.gateway;

import org.jspecify.annotations.NullMarked;
