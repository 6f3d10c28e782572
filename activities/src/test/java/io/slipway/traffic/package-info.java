@NullMarked
package io.slipway.traffic;

import org.jspecify.annotations.NullMarked;
