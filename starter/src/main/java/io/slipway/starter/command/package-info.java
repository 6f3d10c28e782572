/** The commands that people type, one class each; start reading at {@link CommandTree}. */
@NullMarked
package io.slipway.starter.command;

import org.jspecify.annotations.NullMarked;
