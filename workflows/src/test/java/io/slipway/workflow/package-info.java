@NullMarked
package io.slipway.workflow;

import org.jspecify.annotations.NullMarked;
