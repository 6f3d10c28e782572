package io.slipway.starter.gateway;

import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.ClientConfigTLS;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which cluster is meant, the way all of Temporal's tools do: options win over {@code
 * TEMPORAL_…} variables, and these over the profile in Temporal's configuration file.
 */
public final class ClusterProfile {
  private ClusterProfile() {}

  /**
   * The cluster that is configured; empty when no address is, anywhere.
   *
   * @throws ProblemException when the settings contradict each other or a file cannot be read
   */
  public static Optional<ClientConfigProfile> find(
      ConnectionSettings settings, Map<String, String> environment) {
    ClientConfigProfile loaded = load(settings, environment);
    ClientConfigProfile.Builder builder = loaded.toBuilder();
    if (settings.address() != null) {
      builder.setAddress(settings.address());
    }
    if (settings.namespace() != null) {
      builder.setNamespace(settings.namespace());
    }
    if (settings.apiKeyFile() != null) {
      builder.setApiKey(apiKey(settings.apiKeyFile()));
    }
    ClientConfigProfile profile = withTls(builder.build(), settings);
    if (!present(profile.getAddress())) {
      if (settings.wantsCluster()) {
        throw new ProblemException(
            ExitCode.USAGE,
            "The options speak of a Temporal cluster, but no address is given. Add --address, or"
                + " set TEMPORAL_ADDRESS or a profile.");
      }
      return Optional.empty();
    }
    return Optional.of(profile);
  }

  private static ClientConfigProfile load(
      ConnectionSettings settings, Map<String, String> environment) {
    try {
      LoadClientConfigProfileOptions.Builder options =
          LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment);
      if (settings.profile() != null) {
        options.setConfigFileProfile(settings.profile());
      }
      return ClientConfigProfile.load(options.build());
    } catch (IllegalArgumentException | IOException e) {
      throw new ProblemException(
          ExitCode.USAGE,
          "Tried to read Temporal's client configuration, but %s. Correct the file (TEMPORAL_CONFIG_FILE) or the profile's name (--profile)."
              .formatted(reason(e)),
          e);
    } catch (NullPointerException e) {
      // What the library does with a file that holds nothing.
      throw new ProblemException(
          ExitCode.USAGE,
          "Tried to read Temporal's client configuration, but the file is empty. Write"
              + " [profile.default] into it, or remove it (TEMPORAL_CONFIG_FILE names it).",
          e);
    }
  }

  /**
   * An API key goes over TLS unless that is switched off by name: it must not be seen on the way.
   */
  private static ClientConfigProfile withTls(
      ClientConfigProfile profile, ConnectionSettings settings) {
    ClientConfigTLS given = profile.getTls();
    if (!settings.mentionsTls()) {
      return given == null && present(profile.getApiKey())
          ? profile.toBuilder().setTls(ClientConfigTLS.newBuilder().build()).build()
          : profile;
    }
    ClientConfigTLS.Builder tls =
        given == null ? ClientConfigTLS.newBuilder() : ClientConfigTLS.newBuilder(given);
    tls.setDisabled(settings.tls() != null && !settings.tls());
    if (settings.tlsCa() != null) {
      tls.setServerCACertPath(settings.tlsCa().toString());
    }
    if (settings.tlsCert() != null) {
      tls.setClientCertPath(settings.tlsCert().toString());
    }
    if (settings.tlsKey() != null) {
      tls.setClientKeyPath(settings.tlsKey().toString());
    }
    if (settings.tlsServerName() != null) {
      tls.setServerName(settings.tlsServerName());
    }
    return profile.toBuilder().setTls(tls.build()).build();
  }

  private static String apiKey(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ProblemException(
          ExitCode.USAGE,
          "Tried to read the API key from %s, but %s. Correct --api-key-file."
              .formatted(file, reason(e)),
          e);
    }
  }

  private static boolean present(@Nullable String text) {
    return text != null && !text.isEmpty();
  }

  private static String reason(Exception e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException missing -> missing.getFile() + " is not there";
      case java.nio.file.AccessDeniedException denied -> denied.getFile() + " may not be read";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
