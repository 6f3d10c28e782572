@NullMarked
package io.slipway.gate;

import org.jspecify.annotations.NullMarked;
