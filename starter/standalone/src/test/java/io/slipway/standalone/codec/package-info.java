@NullMarked
package io.slipway.standalone.codec;

import org.jspecify.annotations.NullMarked;
