@NullMarked
package io.slipway.starter.output;

import org.jspecify.annotations.NullMarked;
