/** What crosses the wire between starter, workflows and activities. Types here only grow. */
@NullMarked
package io.slipway.contract;

import org.jspecify.annotations.NullMarked;
