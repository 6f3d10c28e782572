package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resolves references to passphrases. What they stand for appears in no message. */
final class Passphrases {
  private final Map<String, String> environment;
  private final Path home;

  Passphrases(Map<String, String> environment, Path home) {
    this.environment = Map.copyOf(environment);
    this.home = home;
  }

  char[] resolve(String reference) {
    if (reference.startsWith("env:")) {
      String value = environment.get(reference.substring("env:".length()));
      if (value == null) {
        throw fault(reference, "the worker's environment does not have it", null);
      }
      return value.toCharArray();
    }
    if (reference.startsWith("file:")) {
      return read(reference, reference.substring("file:".length()));
    }
    throw fault(reference, "it is neither env:NAME nor file:/path", null);
  }

  private char[] read(String reference, String path) {
    Path file = path.startsWith("~/") ? home.resolve(path.substring(2)) : Path.of(path);
    try {
      return Files.readString(file, UTF_8).stripTrailing().toCharArray();
    } catch (IOException e) {
      throw fault(reference, "the file cannot be read (%s)".formatted(e), e);
    }
  }

  private static SshFault fault(String reference, String reason, @Nullable Throwable cause) {
    return new SshFault(
        FailureType.UNUSABLE_KEY,
        "get the passphrase from " + reference,
        reason,
        "Make it known to the worker, or use an ssh-agent.",
        cause);
  }
}
