package io.slipway.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes of the worker in a session of their own, so that all of them can be ended at once. */
public final class ProcessGroup {
  private ProcessGroup() {}

  /** What starts a program so; it needs setsid (util-linux) on the worker's PATH. */
  public static ProcessBuilder of(List<String> program) {
    List<String> words = new ArrayList<>(program);
    words.addFirst("setsid");
    return new ProcessBuilder(words);
  }

  /**
   * Sends all of them a signal.
   *
   * @param signal its name without {@code SIG}
   */
  public static void signal(Process process, String signal) {
    try {
      boolean unused =
          new ProcessBuilder(List.of("kill", "-" + signal, "--", "-" + process.pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends all of them at once. */
  public static void kill(Process process) {
    signal(process, "KILL");
    Process unused = process.destroyForcibly();
  }
}
