@NullMarked
package io.slipway.redact;

import org.jspecify.annotations.NullMarked;
