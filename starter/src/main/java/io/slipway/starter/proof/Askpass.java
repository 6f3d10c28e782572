package io.slipway.starter.proof;

import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code ssh-keygen} when it asks for a passphrase. A script that names where the
 * passphrase is does so; the passphrase itself is neither in it nor on a command line.
 */
final class Askpass implements AutoCloseable {
  private static final Pattern REFERENCE =
      Pattern.compile("env:(?<name>[A-Za-z_][A-Za-z0-9_]*)|file:(?<path>.+)");

  private final Path script;
  private final Map<String, String> environment;

  private Askpass(Path script, Map<String, String> environment) {
    this.script = script;
    this.environment = environment;
  }

  /**
   * Writes the script.
   *
   * @param reference {@code env:NAME}, or {@code file:PATH} of a file whose first line it is
   */
  static Askpass of(String reference, Map<String, String> environment) {
    Matcher parts = REFERENCE.matcher(reference);
    if (!parts.matches()) {
      // Whoever writes the passphrase here must not find it in the log of a job.
      throw problem(
          "--passphrase-from takes env:NAME or file:PATH. The passphrase itself must not stand"
              + " there.",
          null);
    }
    String name = parts.group("name");
    return name == null
        ? new Askpass(script("head -n 1 -- " + quoted(readable(parts.group("path")))), Map.of())
        : new Askpass(
            script("printf '%%s\\n' \"$%s\"".formatted(name)),
            Map.of(name, present(name, environment)));
  }

  private static String present(String name, Map<String, String> environment) {
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      throw problem(
          "Tried to read the passphrase from env:%s, but there is no such variable."
              .formatted(name),
          null);
    }
    return value;
  }

  private static Path readable(String path) {
    Path file = Path.of(path).toAbsolutePath();
    if (!Files.isReadable(file)) {
      throw problem(
          "Tried to read the passphrase from %s, but there is no such file, or it cannot be read."
              .formatted(file),
          null);
    }
    return file;
  }

  private static String quoted(Path file) {
    return "'" + file.toString().replace("'", "'\\''") + "'";
  }

  /** It does not answer for a PIN: a wrong one too often locks a security key. */
  private static Path script(String answer) {
    String text =
        """
        #!/bin/sh
        case "$1" in
          "Enter passphrase"*) %s ;;
          *) exit 1 ;;
        esac
        """
            .formatted(answer);
    try {
      Path file =
          Files.createTempFile(
              "slipway-",
              ".sh",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw problem(
          "Tried to write a script in %s that reads the passphrase, but it cannot be written."
              .formatted(System.getProperty("java.io.tmpdir")),
          e);
    }
  }

  /** What {@code ssh-keygen} needs to have in its environment. */
  Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(environment);
    all.put("SSH_ASKPASS", script.toString());
    all.put("SSH_ASKPASS_REQUIRE", "force");
    return all;
  }

  private static ProblemException problem(String why, @Nullable Exception cause) {
    return new ProblemException(ExitCode.USAGE, why + " Nothing was asked for.", cause);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(script);
    } catch (IOException ignored) {
      // It holds nothing that must not be read.
    }
  }
}
