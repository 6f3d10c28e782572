/**
 * The local engine: a Temporal server and a worker in the background of one person's machine. Start
 * reading at {@link io.slipway.standalone.engine.BackgroundEngine} (the command's side) and {@link
 * io.slipway.standalone.engine.Engine} (the process that stays).
 */
@NullMarked
package io.slipway.standalone.engine;

import org.jspecify.annotations.NullMarked;
