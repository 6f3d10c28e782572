@NullMarked
package io.slipway.health;

import org.jspecify.annotations.NullMarked;
