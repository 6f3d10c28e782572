@NullMarked
package io.slipway.starter;

import org.jspecify.annotations.NullMarked;
