@NullMarked
package io.slipway.contract;

import org.jspecify.annotations.NullMarked;
