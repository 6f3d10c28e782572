package io.slipway.starter.proof;

import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out how the asker wants to prove who they are: by options, then by the environment. */
public final class Signers {
  static final String KEY = "SLIPWAY_SIGN_WITH";
  static final String PASSPHRASE = "SLIPWAY_PASSPHRASE_FROM";
  static final String TOKEN = "SLIPWAY_OIDC_TOKEN";
  static final String TOKEN_COMMAND = "SLIPWAY_OIDC_COMMAND";
  static final String AUDIENCE = "SLIPWAY_OIDC_AUDIENCE";
  static final String PAYLOAD_KEYS = "SLIPWAY_PAYLOAD_KEYS";

  private Signers() {}

  /**
   * @param key as given by an option; null when it is not
   * @param passphrase the same: where that of the key is, never the passphrase itself
   * @param tokenFile the same
   * @param told what a person is to do meanwhile
   */
  public static Optional<Signer> find(
      @Nullable String key,
      @Nullable String passphrase,
      @Nullable Path tokenFile,
      Map<String, String> environment,
      Consumer<String> told) {
    String with = key == null && tokenFile == null ? given(environment, KEY) : key;
    if (with != null && !with.isEmpty()) {
      String from = passphrase == null ? given(environment, PASSPHRASE) : passphrase;
      return Optional.of(new SshSigner(with, from.isEmpty() ? null : from, environment, told));
    }
    return tokens(tokenFile, environment, told)
        .map(
            source -> {
              requireEncryption(environment);
              return new OidcSigner(source);
            });
  }

  private static Optional<Function<String, String>> tokens(
      @Nullable Path file, Map<String, String> environment, Consumer<String> told) {
    if (file != null) {
      return Optional.of(audience -> read(file));
    }
    String token = given(environment, TOKEN);
    if (!token.isEmpty()) {
      return Optional.of(audience -> token);
    }
    String command = given(environment, TOKEN_COMMAND);
    return command.isEmpty()
        ? Optional.empty()
        : Optional.of(
            audience ->
                new Tool(List.of("sh", "-c", command), Map.of(AUDIENCE, audience), told).run(""));
  }

  private static String given(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "").strip();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ProblemException(
          ExitCode.USAGE,
          "Tried to read the token in %s, but it cannot be read. Nothing was asked for."
              .formatted(file),
          e);
    }
  }

  /** Whoever reads a token in a history could act as its owner until it expires. */
  private static void requireEncryption(Map<String, String> environment) {
    if (given(environment, PAYLOAD_KEYS).isEmpty()) {
      throw new ProblemException(
          ExitCode.USAGE,
          "A token must not be kept in the clear in Temporal. Set %s, so that what is sent is encrypted, or sign with an SSH key. Nothing was asked for."
              .formatted(PAYLOAD_KEYS));
    }
  }
}
