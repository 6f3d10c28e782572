/** Git on the worker: what refs name, and archives of revisions for hosts that cannot fetch. */
@NullMarked
package io.slipway.source;

import org.jspecify.annotations.NullMarked;
