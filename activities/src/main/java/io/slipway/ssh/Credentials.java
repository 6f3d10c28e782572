package io.slipway.ssh;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * With which keys to log in.
 *
 * @param identities private key files, tried in order
 * @param required whether each of them must be there; the usual ones need not
 * @param passphrase reference to the passphrase of encrypted ones
 * @param agent socket of an ssh-agent; null for none
 * @param agentRequired whether the agent must be there; one that only the environment names need
 *     not
 */
record Credentials(
    List<Path> identities,
    boolean required,
    @Nullable String passphrase,
    @Nullable Path agent,
    boolean agentRequired) {
  Credentials {
    identities = List.copyOf(identities);
  }
}
