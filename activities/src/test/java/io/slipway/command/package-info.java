@NullMarked
package io.slipway.command;

import org.jspecify.annotations.NullMarked;
