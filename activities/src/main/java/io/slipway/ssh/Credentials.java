package io.slipway.ssh;

import io.slipway.domain.SecretRef;
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
 * @param certificate where the worker has a key of its own making signed; null for none
 */
record Credentials(
    List<Path> identities,
    boolean required,
    @Nullable String passphrase,
    @Nullable Path agent,
    boolean agentRequired,
    @Nullable SecretRef certificate) {
  Credentials {
    identities = List.copyOf(identities);
  }
}
