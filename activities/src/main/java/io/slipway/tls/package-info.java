/** Whom connections trust that are not to hosts. */
@NullMarked
package io.slipway.tls;

import org.jspecify.annotations.NullMarked;
