package io.slipway.starter.command;

import io.slipway.starter.proof.Signer;
import io.slipway.starter.proof.Signers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a command proves who has given it. */
final class SigningOptions {
  @ArgGroup @Nullable With with;

  @Option(
      names = "--passphrase-from",
      paramLabel = "REFERENCE",
      description =
          "Where the passphrase of an encrypted SSH key is: env:NAME, or file:PATH of a file whose"
              + " first line it is. Default: SLIPWAY_PASSPHRASE_FROM, then ssh-keygen asks for it.")
  @Nullable String passphrase;

  /** One of these. */
  static final class With {
    @Option(
        names = "--sign-with",
        paramLabel = "KEY",
        description =
            "Prove who you are: file of your SSH key, of a public key whose other half your agent"
                + " has, or 'agent' for its first key. Default: SLIPWAY_SIGN_WITH.")
    @Nullable String key;

    @Option(
        names = "--oidc-token-file",
        paramLabel = "FILE",
        description =
            "Prove it by the OpenID Connect token in this file. Default: SLIPWAY_OIDC_TOKEN, then"
                + " what the command SLIPWAY_OIDC_COMMAND prints.")
    @Nullable Path token;
  }

  Optional<Signer> signer(Map<String, String> environment, Consumer<String> told) {
    With given = with;
    return Signers.find(
        given == null ? null : given.key,
        passphrase,
        given == null ? null : given.token,
        environment,
        told);
  }
}
