@NullMarked
package io.slipway.starter.gateway;

import org.jspecify.annotations.NullMarked;
