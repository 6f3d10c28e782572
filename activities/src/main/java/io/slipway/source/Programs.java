package io.slipway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.FailureType;
import io.slipway.domain.Excerpt;
import io.slipway.shell.ProcessGroup;
import io.slipway.shell.Pulse;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what knows files of any name, in whatever language the worker runs, and beats meanwhile. */
final class Programs {
  private static final Logger logger = LoggerFactory.getLogger(Programs.class);
  private static final int TOLD = 4096;

  private final Path folder;
  private final Pulse pulse;

  /**
   * @param folder in which they run, and where what they say is kept for a moment
   */
  Programs(Path folder, Pulse pulse) {
    this.folder = folder;
    this.pulse = pulse;
  }

  /** What a program has said, and its exit status. */
  record Answer(int status, String said) {}

  /** Runs a program to its end; it is ended when the pulse throws. */
  Answer run(List<String> words) {
    Path said = folder.resolve("said");
    try {
      ProcessBuilder builder =
          ProcessGroup.of(words)
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      try {
        while (!process.waitFor(1, TimeUnit.SECONDS)) {
          pulse.beat();
        }
      } finally {
        if (process.isAlive()) {
          ProcessGroup.kill(process);
          process.onExit().join();
        }
      }
      return new Answer(
          process.exitValue(), Excerpt.tail(TOLD, new String(Files.readAllBytes(said), UTF_8)));
    } catch (IOException e) {
      throw new SourceException(
          FailureType.UNEXPECTED,
          "run %s on the worker".formatted(words.getFirst()),
          "it cannot be started: " + e.getMessage(),
          "Install setsid (util-linux), tar and gzip on the worker.",
          "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while %s ran".formatted(words.getFirst()), e);
    }
  }

  /**
   * Removes a folder. Builds may leave some that cannot be written, and one of a worker that was
   * killed may go on for a while: what cannot be removed now is logged.
   *
   * @param pulse beats meanwhile; that it throws does not end the removal
   */
  static void remove(Path folder, Pulse pulse) {
    // Three lines fit into the pipe, so that nobody need read them before it ends.
    List<String> words =
        List.of(
            "sh",
            "-c",
            "chmod -R u+rwX \"$0\" 2>/dev/null; rm -rf \"$0\" 2>&1 | tail -n 3",
            folder.toString());
    Pulse beating = pulse;
    try {
      Process process = new ProcessBuilder(words).start();
      process.getOutputStream().close();
      while (!process.waitFor(1, TimeUnit.SECONDS)) {
        beating = beaten(beating);
      }
      if (Files.exists(folder)) {
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        logger.warn("Tried to remove {}, but rm said {}", folder, said.strip());
      }
    } catch (IOException e) {
      logger.warn("Tried to remove {}, but {}", folder, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever is asked to stop has been told so by then, or is when the folder is gone. */
  private static Pulse beaten(Pulse pulse) {
    try {
      pulse.beat();
      return pulse;
    } catch (RuntimeException stopped) {
      return Pulse.NONE;
    }
  }
}
