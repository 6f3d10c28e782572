package io.slipway.standalone;

import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Keys of people of example.com, as {@code ssh-keygen} makes them. */
final class SigningKeys {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Path folder;

  SigningKeys(Path folder) {
    this.folder = folder;
  }

  /** A new key, which nothing proves as long as no signers are written. */
  Path make(String name) {
    Path key = folder.resolve(name);
    String unused = keygen("-q", "-t", "ed25519", "-N", "", "-f", key.toString());
    return key;
  }

  /**
   * The file of those who prove to be {@code NAME@example.com}, NAME being that of the key's file.
   */
  Path signers(Path... keys) {
    String lines =
        Arrays.stream(keys)
            .map(k -> "%s@example.com %s".formatted(k.getFileName(), pub(k)))
            .collect(Collectors.joining());
    try {
      return Files.writeString(folder.resolve("allowed_signers"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How people are shown whom their key has proven. */
  static String principal(Path key) {
    return "%s@example.com (ssh key %s)".formatted(key.getFileName(), fingerprint(key));
  }

  static String fingerprint(Path key) {
    return keygen("-lf", key + ".pub").split(" ")[1];
  }

  static String keygen(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Requirements.program("ssh-keygen", "openssh-server").toString());
    command.addAll(List.of(options));
    return Program.run(Launch.of(command), LIMIT);
  }

  static String pub(Path key) {
    try {
      return Files.readString(Path.of(key + ".pub"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
