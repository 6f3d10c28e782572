/**
 * Shows encrypted payloads to those who may see them: Temporal's remote codec protocol over HTTP.
 * Start with {@link io.slipway.standalone.codec.CodecCommand}.
 */
@NullMarked
package io.slipway.standalone.codec;

import org.jspecify.annotations.NullMarked;
