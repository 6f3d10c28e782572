@NullMarked
package io.slipway.ssh;

import org.jspecify.annotations.NullMarked;
