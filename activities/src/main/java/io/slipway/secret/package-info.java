/**
 * Secrets: where they are read, and who knows them for how long. Start with {@link
 * io.slipway.secret.SecretStore}.
 */
@NullMarked
package io.slipway.secret;

import org.jspecify.annotations.NullMarked;
