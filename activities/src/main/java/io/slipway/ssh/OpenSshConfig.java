package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What OpenSSH itself would do for a host, as {@code ssh -G} tells it. Asked once per host and
 * state of the files, because a deploy asks for thousands.
 */
final class OpenSshConfig {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Path home;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  /** An answer, and until when (by {@link System#nanoTime}) it may be used again. */
  private record Answer(Map<String, List<String>> values, long until) {}

  OpenSshConfig(Path home) {
    this.home = home;
  }

  /** Settings by keyword in lower case, each with its values in their order. */
  Map<String, List<String>> of(String host) {
    Answer last = answers.get(host);
    if (last != null && last.until - System.nanoTime() > 0) {
      return last.values;
    }
    Map<String, List<String>> values = ask(host, List.of());
    answers.put(host, new Answer(values, System.nanoTime() + FRESH.toNanos()));
    return values;
  }

  /** What a setting is where no file says anything. */
  Optional<String> byDefault(String keyword) {
    String key = " default"; // no host name begins with a space
    Answer answer =
        answers.computeIfAbsent(
            key, k -> new Answer(ask("localhost", List.of("-F", "none")), Long.MAX_VALUE));
    return first(answer.values, keyword);
  }

  static Optional<String> first(Map<String, List<String>> values, String keyword) {
    return values.getOrDefault(keyword, List.of()).stream().findFirst();
  }

  private Map<String, List<String>> ask(String host, List<String> options) {
    List<String> command = new ArrayList<>(List.of("ssh", "-G"));
    command.addAll(options.isEmpty() ? ownFile() : options);
    command.addAll(List.of("--", host));
    Path output = null;
    try {
      output = Files.createTempFile("slipway-ssh-config", ".txt"); // so that no pipe can fill up
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw fault(host, "it did not answer in " + LIMIT.toSeconds() + " s", null);
      }
      String text = Files.readString(output, UTF_8);
      if (process.exitValue() != 0) {
        throw fault(host, "it answered: " + text.strip(), null);
      }
      return parse(text);
    } catch (IOException e) {
      throw fault(host, e.getMessage() == null ? e.toString() : e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SshFault.stopping("ask ssh -G for " + host);
    } finally {
      delete(output);
    }
  }

  /** OpenSSH looks for files in the login's home, whatever HOME says. */
  private List<String> ownFile() {
    Path file = home.resolve(".ssh/config");
    boolean usual = home.toString().equals(System.getProperty("user.home"));
    return usual || !Files.exists(file) ? List.of() : List.of("-F", file.toString());
  }

  static Map<String, List<String>> parse(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", 2);
      if (words.length == 2) {
        values
            .computeIfAbsent(words[0].toLowerCase(Locale.ROOT), k -> new ArrayList<>())
            .add(words[1]);
      }
    }
    return values;
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  private static SshFault fault(String host, String reason, @Nullable Throwable cause) {
    return new SshFault(
        FailureType.PRECONDITION_FAILED,
        "ask ssh -G how to reach " + host,
        reason,
        "Mend ~/.ssh/config on the worker, or leave out ssh.config.",
        cause);
  }
}
