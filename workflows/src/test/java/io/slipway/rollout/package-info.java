@NullMarked
package io.slipway.rollout;

import org.jspecify.annotations.NullMarked;
