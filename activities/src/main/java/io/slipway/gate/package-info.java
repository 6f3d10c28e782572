/**
 * Who may: proves who asks for something, and judges by the worker's policy. Begin with {@link
 * io.slipway.gate.Gate}.
 */
@NullMarked
package io.slipway.gate;

import org.jspecify.annotations.NullMarked;
