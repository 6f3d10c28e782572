@NullMarked
package io.slipway.shell;

import org.jspecify.annotations.NullMarked;
