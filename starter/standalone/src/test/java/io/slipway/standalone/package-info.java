@NullMarked
package io.slipway.standalone;

import org.jspecify.annotations.NullMarked;
