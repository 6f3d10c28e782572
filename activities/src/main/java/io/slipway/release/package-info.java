/**
 * What is done to hosts: one script per phase, assembled here and sent over a session. Start
 * reading at {@code HostPhases}; the scripts are resources of this package.
 */
@NullMarked
package io.slipway.release;

import org.jspecify.annotations.NullMarked;
