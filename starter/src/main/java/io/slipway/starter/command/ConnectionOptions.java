package io.slipway.starter.command;

import io.slipway.starter.gateway.ConnectionSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * Where Temporal is. All of it may come from {@code TEMPORAL_…} variables or a profile instead; an
 * API key is never an option's value, for command lines are seen by other users.
 */
public final class ConnectionOptions {
  @ArgGroup(validate = false, heading = "%nThe way to Temporal:%n")
  final Given given = new Given();

  /** What was given. */
  public ConnectionSettings settings() {
    return given.settings();
  }

  /** The options, set apart from the others in help texts. */
  static final class Given {
    @Option(
        names = "--address",
        paramLabel = "HOST:PORT",
        description =
            "Temporal frontend. Default: TEMPORAL_ADDRESS, then the profile; without any, Slipway's"
                + " own engine on this machine.")
    @Nullable String address;

    @Option(
        names = "--namespace",
        paramLabel = "NAME",
        description = "Temporal namespace. Default: TEMPORAL_NAMESPACE, then the profile.")
    @Nullable String namespace;

    @Option(
        names = "--profile",
        paramLabel = "NAME",
        description =
            "Profile in Temporal's configuration file. Default: TEMPORAL_PROFILE, then"
                + " \"default\".")
    @Nullable String profile;

    @Option(
        names = "--tls",
        negatable = true,
        description = "Speak TLS to Temporal; on by itself with a certificate or an API key.")
    @Nullable Boolean tls;

    @Option(
        names = "--tls-ca",
        paramLabel = "FILE",
        description = "Certificates (PEM) that Temporal's own is checked against.")
    @Nullable Path tlsCa;

    @Option(
        names = "--tls-cert",
        paramLabel = "FILE",
        description = "Our certificate (PEM) for mutual TLS.")
    @Nullable Path tlsCert;

    @Option(
        names = "--tls-key",
        paramLabel = "FILE",
        description = "Private key (PEM, PKCS#8) of that certificate.")
    @Nullable Path tlsKey;

    @Option(
        names = "--tls-server-name",
        paramLabel = "NAME",
        description = "Name that Temporal's certificate must bear. Default: the address's.")
    @Nullable String tlsServerName;

    @Option(
        names = "--api-key-file",
        paramLabel = "FILE",
        description = "File that holds the API key. Default: TEMPORAL_API_KEY, then the profile.")
    @Nullable Path apiKeyFile;

    @Option(
        names = "--payload-keys",
        paramLabel = "REFERENCE",
        description =
            "Key ring that payloads are encrypted with, such as file:/etc/slipway/payload-keys"
                + " (docs/guide/payload-encryption.md). Default: SLIPWAY_PAYLOAD_KEYS; without any,"
                + " they are in clear.")
    @Nullable String payloadKeys;

    private ConnectionSettings settings() {
      return new ConnectionSettings(
          address,
          namespace,
          profile,
          tls,
          tlsCa,
          tlsCert,
          tlsKey,
          tlsServerName,
          apiKeyFile,
          payloadKeys);
    }
  }
}
