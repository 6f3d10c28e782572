package io.slipway.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures of commits count. Both are the worker's own: what a repository or a slipway.yml
 * brings along vouches for nobody.
 *
 * @param ssh file of signers as {@code ssh-keygen} reads it; null for the one in git's own settings
 * @param gpg GPG's home directory with the keys that count; null for that of the worker's user
 */
public record CommitSigners(@Nullable Path ssh, @Nullable Path gpg) {
  public static final String SSH_VARIABLE = "SLIPWAY_COMMIT_SIGNERS";
  public static final String GPG_VARIABLE = "SLIPWAY_COMMIT_GNUPGHOME";

  /** What git and GPG are set up with themselves. */
  public static final CommitSigners OF_GIT = new CommitSigners(null, null);

  /** Those that the variables of the worker's environment name. */
  public static CommitSigners of(Map<String, String> environment) {
    return new CommitSigners(
        path(environment.getOrDefault(SSH_VARIABLE, "")),
        path(environment.getOrDefault(GPG_VARIABLE, "")));
  }

  private static @Nullable Path path(String text) {
    return text.isEmpty() ? null : Path.of(text).toAbsolutePath();
  }

  /** What git's environment needs to know of it. */
  Map<String, String> environment() {
    return gpg == null ? Map.of() : Map.of("GNUPGHOME", gpg.toString());
  }

  /** The first that is named but cannot be read, in words that complete "cannot read its". */
  Optional<Unreadable> unreadable() {
    if (ssh != null && !Files.isReadable(ssh)) {
      return Optional.of(new Unreadable("file of signers " + ssh, SSH_VARIABLE));
    }
    return gpg != null && !(Files.isDirectory(gpg) && Files.isReadable(gpg))
        ? Optional.of(new Unreadable("GPG home directory " + gpg, GPG_VARIABLE))
        : Optional.empty();
  }

  record Unreadable(String what, String variable) {}
}
