@NullMarked
package io.slipway.worker;

import org.jspecify.annotations.NullMarked;
