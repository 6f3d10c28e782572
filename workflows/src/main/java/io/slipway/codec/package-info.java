/**
 * Encryption of what Temporal keeps. Start with {@link io.slipway.codec.EncryptingCodec}; keys come
 * from elsewhere, through {@link io.slipway.codec.KeyRing}.
 */
@NullMarked
package io.slipway.codec;

import org.jspecify.annotations.NullMarked;
