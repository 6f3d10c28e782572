package io.slipway.starter.proof;

import io.slipway.contract.Proof;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Signs with OpenSSH's own tool, which knows keys in files, in agents, on security keys and on
 * cards, and asks for passphrases by itself where it is not told them.
 */
final class SshSigner implements Signer {
  static final String AGENT = "agent";

  private final String key;
  private final @Nullable String passphrase;
  private final Map<String, String> environment;
  private final Consumer<String> told;

  /**
   * @param key file of a private key, or of a public one whose other half an agent has; {@link
   *     #AGENT} for the first key of the agent
   * @param passphrase where that of an encrypted file is, as {@link Askpass} takes it; null to have
   *     it asked for on the terminal
   */
  SshSigner(
      String key,
      @Nullable String passphrase,
      Map<String, String> environment,
      Consumer<String> told) {
    this.key = key;
    this.passphrase = passphrase;
    this.environment = environment;
    this.told = told;
  }

  @Override
  public Proof prove(String statement) {
    if (!key.equals(AGENT)) {
      Path file = Path.of(key);
      if (!Files.isReadable(file)) {
        throw unable("there is no such file, or it cannot be read", null);
      }
      return signed(file, statement);
    }
    Path file = null;
    try {
      file = Files.createTempFile("slipway-", ".pub");
      Files.writeString(file, firstOfAgent());
      return signed(file, statement);
    } catch (IOException e) {
      throw unable("its public half cannot be written down for ssh-keygen", e);
    } finally {
      delete(file);
    }
  }

  private String firstOfAgent() {
    return new Tool(List.of("ssh-add", "-L"), agent(), told).run("").lines().findFirst().orElse("");
  }

  private Proof signed(Path file, String statement) {
    List<String> command =
        List.of("ssh-keygen", "-Y", "sign", "-q", "-n", Proof.SSH_NAMESPACE, "-f", file.toString());
    String reference = passphrase;
    if (reference == null) {
      return new Proof.SshSignature(new Tool(command, agent(), told).run(statement));
    }
    try (Askpass asked = Askpass.of(reference, environment)) {
      Map<String, String> all = new HashMap<>(agent());
      all.putAll(asked.environment());
      return new Proof.SshSignature(new Tool(command, all, told).run(statement));
    }
  }

  /** Where the agent is, as the command was told. */
  private Map<String, String> agent() {
    String socket = environment.get("SSH_AUTH_SOCK");
    return socket == null ? Map.of() : Map.of("SSH_AUTH_SOCK", socket);
  }

  private ProblemException unable(String why, @Nullable Exception cause) {
    return new ProblemException(
        ExitCode.USAGE,
        "Tried to sign the request with the key %s, but %s. Nothing was asked for."
            .formatted(key, why),
        cause);
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException ignored) {
      // A public key that is left behind does no harm.
    }
  }
}
