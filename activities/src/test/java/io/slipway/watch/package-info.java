@NullMarked
package io.slipway.watch;

import org.jspecify.annotations.NullMarked;
