@NullMarked
package io.slipway.worker.trace;

import org.jspecify.annotations.NullMarked;
