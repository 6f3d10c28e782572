@NullMarked
package io.slipway.starter.live;

import org.jspecify.annotations.NullMarked;
