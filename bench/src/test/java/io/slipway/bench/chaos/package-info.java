@NullMarked
package io.slipway.bench.chaos;

import org.jspecify.annotations.NullMarked;
