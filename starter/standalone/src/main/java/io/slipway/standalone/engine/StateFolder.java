package io.slipway.standalone.engine;

import io.slipway.starter.gateway.LocalEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;

/**
 * Where the engine keeps what it must not forget; readable by its user only. {@code SLIPWAY_STATE}
 * names another place than the user's state folder.
 */
public record StateFolder(Path root) {

  public static StateFolder of(Map<String, String> environment, Path home) {
    String stated = environment.get("SLIPWAY_STATE");
    if (stated != null && !stated.isEmpty()) {
      return new StateFolder(Path.of(stated).toAbsolutePath());
    }
    String state = environment.get("XDG_STATE_HOME");
    Path base = state == null || state.isEmpty() ? home.resolve(".local/state") : Path.of(state);
    return new StateFolder(base.resolve("slipway"));
  }

  Path path() {
    return root.resolve("engine");
  }

  /** Makes it, if it is not there, and closes it to others. */
  void create() {
    try {
      Files.createDirectories(path());
      Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rwx------"));
    } catch (IOException | UnsupportedOperationException e) {
      throw new LocalEngine.EngineException(
          "Tried to make the folder %s for the local engine, but %s. Set SLIPWAY_STATE to a folder of yours, or --address to a Temporal cluster."
              .formatted(path(), e.getMessage()),
          e);
    }
  }

  Path note() {
    return path().resolve("engine.properties");
  }

  /** Held by the engine for as long as it lives. */
  Path engineLock() {
    return path().resolve("engine.lock");
  }

  /** Held by the command that starts an engine, until it answers. */
  Path startLock() {
    return path().resolve("start.lock");
  }

  Path database() {
    return path().resolve("temporal.db");
  }

  public Path engineLog() {
    return path().resolve("engine.log");
  }

  /** Who did what, for as long as the folder is there. */
  public Path audit() {
    return path().resolve("audit.jsonl");
  }

  Path serverLog() {
    return path().resolve("temporal.log");
  }

  /** What the engine prints before its log is open, or when the JVM dies. */
  Path output() {
    return path().resolve("engine.out");
  }

  /** Notes that a command uses the engine now. */
  void touch() {
    Path used = path().resolve("used");
    try {
      if (Files.notExists(used)) {
        Files.writeString(used, "");
      }
      Files.setLastModifiedTime(used, FileTime.from(Instant.now()));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write %s, but it failed".formatted(used), e);
    }
  }

  /** When a command last used the engine; long ago, if none ever did. */
  Instant lastUse() {
    try {
      return Files.getLastModifiedTime(path().resolve("used")).toInstant();
    } catch (IOException neverUsed) {
      return Instant.EPOCH;
    }
  }
}
