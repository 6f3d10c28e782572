@NullMarked
package io.slipway.source;

import org.jspecify.annotations.NullMarked;
