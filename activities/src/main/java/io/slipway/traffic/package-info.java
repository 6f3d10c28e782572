/**
 * What balancers are told of hosts, so that visitors are kept away from those that change. Start
 * with {@code Steering}; what is sent to machines of balancers are resources of this package.
 */
@NullMarked
package io.slipway.traffic;

import org.jspecify.annotations.NullMarked;
