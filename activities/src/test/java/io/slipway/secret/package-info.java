@NullMarked
package io.slipway.secret;

import org.jspecify.annotations.NullMarked;
