/** Placeholder: the reader of slipway.yml comes from its own branch and replaces this package. */
@NullMarked
package io.slipway.starter.config;

import org.jspecify.annotations.NullMarked;
