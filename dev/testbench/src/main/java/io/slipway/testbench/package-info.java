@NullMarked
package io.slipway.testbench;

import org.jspecify.annotations.NullMarked;
