@NullMarked
package io.slipway.audit;

import org.jspecify.annotations.NullMarked;
