package io.slipway.standalone.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tokens that were agreed upon, one a line, in a file that nobody but its owner can read. */
final class TokenFile implements Bearers {
  private static final int SHORTEST = 32;
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final List<byte[]> digests;

  private TokenFile(List<byte[]> digests) {
    this.digests = digests;
  }

  static TokenFile read(Path file) {
    try {
      Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
      if (!OWNERS.containsAll(granted)) {
        throw unusable(
            file,
            "others may use the file (%s)".formatted(PosixFilePermissions.toString(granted)),
            "Run: chmod 600 " + file);
      }
      List<String> tokens =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      if (tokens.isEmpty() || tokens.stream().anyMatch(t -> t.length() < SHORTEST)) {
        throw unusable(
            file,
            "it has none, or one of less than %d characters".formatted(SHORTEST),
            "Make one: openssl rand -hex 32");
      }
      return new TokenFile(tokens.stream().map(TokenFile::digest).toList());
    } catch (IOException | UnsupportedOperationException e) {
      throw unusable(
          file,
          "the file cannot be read (%s)".formatted(e.getClass().getSimpleName()),
          "Look at its path and owner.");
    }
  }

  /** Takes the same time, whichever it is and however much of it is right. */
  @Override
  public Optional<String> refusal(String token) {
    byte[] shown = digest(token);
    boolean good = false;
    for (byte[] each : digests) {
      good |= MessageDigest.isEqual(each, shown);
    }
    return good ? Optional.empty() : Optional.of("the token is not one of the file's");
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  private static ProblemException unusable(Path file, String reason, String remedy) {
    return new ProblemException(
        ExitCode.USAGE, "%s: tried to read tokens, but %s. %s".formatted(file, reason, remedy));
  }
}
