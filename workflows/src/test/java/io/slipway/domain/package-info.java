@NullMarked
package io.slipway.domain;

import org.jspecify.annotations.NullMarked;
