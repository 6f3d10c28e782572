@NullMarked
package io.slipway.log;

import org.jspecify.annotations.NullMarked;
