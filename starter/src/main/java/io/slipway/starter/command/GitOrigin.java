package io.slipway.starter.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks git where a folder's repository comes from. */
final class GitOrigin {
  private static final int PATIENCE_SECONDS = 10;

  private GitOrigin() {}

  /** The URL of the remote "origin"; none without git, a repository or such a remote. */
  static Optional<String> of(Path folder) {
    ProcessBuilder git =
        new ProcessBuilder("git", "remote", "get-url", "origin")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process;
    try {
      process = git.start();
    } catch (IOException noGit) {
      return Optional.empty();
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        return Optional.empty();
      }
      String url =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return url.isEmpty() ? Optional.empty() : Optional.of(url);
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to ask git for its remote, but it cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }
}
