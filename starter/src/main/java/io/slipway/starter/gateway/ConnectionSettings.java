package io.slipway.starter.gateway;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about the way to Temporal; null where it says nothing, so that the
 * environment and then the profile file decide.
 *
 * @param address {@code host:port} of a Temporal frontend
 * @param profile name of the profile in Temporal's configuration file
 * @param tls whether to use TLS at all
 * @param apiKeyFile file whose only content is an API key
 * @param payloadKeys where the key ring is that payloads are encrypted with
 */
public record ConnectionSettings(
    @Nullable String address,
    @Nullable String namespace,
    @Nullable String profile,
    @Nullable Boolean tls,
    @Nullable Path tlsCa,
    @Nullable Path tlsCert,
    @Nullable Path tlsKey,
    @Nullable String tlsServerName,
    @Nullable Path apiKeyFile,
    @Nullable String payloadKeys) {

  /** Nothing said. */
  public static final ConnectionSettings NONE =
      new ConnectionSettings(null, null, null, null, null, null, null, null, null, null);

  /** Whether anything is said that only makes sense with a cluster's address. */
  boolean wantsCluster() {
    return !equals(NONE);
  }

  boolean mentionsTls() {
    return tls != null
        || tlsCa != null
        || tlsCert != null
        || tlsKey != null
        || tlsServerName != null;
  }
}
