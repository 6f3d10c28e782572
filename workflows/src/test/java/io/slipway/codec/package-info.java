@NullMarked
package io.slipway.codec;

import org.jspecify.annotations.NullMarked;
