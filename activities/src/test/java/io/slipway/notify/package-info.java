@NullMarked
package io.slipway.notify;

import org.jspecify.annotations.NullMarked;
