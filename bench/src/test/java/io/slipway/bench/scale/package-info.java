@NullMarked
package io.slipway.bench.scale;

import org.jspecify.annotations.NullMarked;
