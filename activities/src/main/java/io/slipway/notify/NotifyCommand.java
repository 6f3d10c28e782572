package io.slipway.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A command of the user's on the worker, which is given a text and a time. */
public record NotifyCommand(String command, Duration limit) {
  /** What commands find in their environment: the rest of the worker's may be secret. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_[A-Z]+|TZ|TMPDIR|(?i:(?:https?|no|all)_proxy)");

  private static final int OUTPUT_TOLD = 300;

  /** Takes out of an environment what may be secret. */
  public static void keepPlain(Map<String, String> environment) {
    environment.keySet().removeIf(name -> !PLAIN.matcher(name).matches());
  }

  /** Why it failed; empty when it did not. */
  public Optional<String> run(String input) {
    try {
      Path output = Files.createTempFile("slipway-notify-", ".out");
      try {
        return run(input, output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      return Optional.of("'%s' could not be started: %s".formatted(command, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the worker stopped while '%s' ran".formatted(command));
    }
  }

  /** Its output goes to a file, so that nothing that it leaves behind can hold us. */
  private Optional<String> run(String input, Path output) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output.toFile()));
    keepPlain(builder.environment());
    Process process = builder.start();
    Thread feeder = Thread.ofVirtual().start(() -> feed(process, input));
    boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      Process unused = process.destroyForcibly();
    }
    feeder.interrupt();
    if (!ended) {
      return Optional.of("'%s' had not ended after %d s".formatted(command, limit.toSeconds()));
    }
    return process.exitValue() == 0
        ? Optional.empty()
        : Optional.of(
            "'%s' ended with status %d: %s".formatted(command, process.exitValue(), said(output)));
  }

  private static void feed(Process process, String input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    } catch (IOException notRead) {
      // It need not read what it is told; its exit status says whether all is well.
    }
  }

  private static String said(Path output) throws IOException {
    String text = new String(Files.readAllBytes(output), UTF_8).strip();
    return text.substring(Math.max(0, text.length() - OUTPUT_TOLD));
  }
}
