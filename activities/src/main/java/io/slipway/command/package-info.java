/** Commands on the worker that its operator has opened. */
@NullMarked
package io.slipway.command;

import org.jspecify.annotations.NullMarked;
