/** Tests of slipway.yml. */
@NullMarked
package io.slipway.starter.config;

import org.jspecify.annotations.NullMarked;
