/** {@code slipway demo}: the main job on two real hosts of loopback, cleaned up afterwards. */
@NullMarked
package io.slipway.standalone.demo;

import org.jspecify.annotations.NullMarked;
