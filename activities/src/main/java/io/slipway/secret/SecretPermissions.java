package io.slipway.secret;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What of the worker itself references may lead to: its environment, its files and its commands.
 * Whoever writes a slipway.yml chooses the references, so a worker that many share gives away
 * nothing of its own until its operator says what.
 */
public final class SecretPermissions {
  static final String ENV = "SLIPWAY_SECRETS_ENV";
  static final String FILES = "SLIPWAY_SECRETS_FILES";
  static final String EXEC = "SLIPWAY_SECRETS_EXEC";

  private final boolean all;
  private final List<String> names;
  private final List<Path> folders;
  private final boolean exec;

  private SecretPermissions(boolean all, List<String> names, List<Path> folders, boolean exec) {
    this.all = all;
    this.names = names;
    this.folders = folders;
    this.exec = exec;
  }

  /** Everything: for a worker that runs as the one who asks. */
  public static SecretPermissions all() {
    return new SecretPermissions(true, List.of(), List.of(), true);
  }

  /** What a worker's settings allow; nothing when they say nothing. */
  public static SecretPermissions of(Map<String, String> environment) {
    return new SecretPermissions(
        false,
        words(environment, ENV),
        words(environment, FILES).stream().map(f -> Path.of(f).toAbsolutePath()).toList(),
        "allow".equals(environment.get(EXEC)));
  }

  boolean variable(String name) {
    return all || secret(name);
  }

  /** Whether a variable is there for applications, and is nobody else's business. */
  boolean secret(String name) {
    return names.stream().anyMatch(pattern -> covers(pattern, name));
  }

  /** Whether files in these folders may be read; the path must hold no links to be trusted. */
  boolean file(Path path) {
    return all || folders.stream().anyMatch(f -> path.startsWith(f) || path.startsWith(real(f)));
  }

  boolean commands() {
    return exec;
  }

  private static boolean covers(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }

  private static List<String> words(Map<String, String> environment, String name) {
    return Arrays.stream(environment.getOrDefault(name, "").split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Looked up each time: a volume may be mounted later. */
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException absent) {
      return folder.normalize();
    }
  }
}
