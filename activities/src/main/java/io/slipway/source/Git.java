package io.slipway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.FailureType;
import io.slipway.shell.Pulse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs git on this machine: never asks a person, never for longer than it may, beats meanwhile. */
final class Git {
  private static final String SSH =
      "ssh -o BatchMode=yes -o ControlPath=none -o ConnectTimeout=20"
          + " -o ServerAliveInterval=15 -o ServerAliveCountMax=4";

  /**
   * The same file must come out wherever it is made, whoever has configured git there; and no URL
   * may say what to run.
   */
  private static final List<String> SETTINGS =
      List.of(
          "-c", "gc.autoDetach=false",
          "-c", "maintenance.autoDetach=false",
          "-c", "log.showSignature=false",
          "-c", "protocol.ext.allow=never",
          "-c", "tar.umask=0022",
          "-c", "http.lowSpeedLimit=1",
          "-c", "http.lowSpeedTime=60");

  /** A mirror may hold refs that have git read one object for another, behind what was signed. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "LC_ALL", "C",
          "GIT_LITERAL_PATHSPECS", "1",
          "GIT_NO_REPLACE_OBJECTS", "1",
          "GIT_TERMINAL_PROMPT", "0");

  /**
   * @param text of standard output; empty when it went elsewhere
   */
  record Answer(int status, String text, String err) {}

  private final Duration limit;
  private final Pulse pulse;
  private final Map<String, String> environment;

  /**
   * @param environment for git, beside the worker's own
   */
  Git(Duration limit, Pulse pulse, Map<String, String> environment) {
    this.limit = limit;
    this.pulse = pulse;
    this.environment = environment;
  }

  Answer run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Answer answer = runInto(out, arguments);
    return new Answer(answer.status(), out.toString(UTF_8), answer.err());
  }

  Answer runInto(OutputStream out, String... arguments) {
    Process process = start(arguments);
    CompletableFuture<Void> copied = copy(process.getInputStream(), out);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CompletableFuture<Void> heard = copy(process.getErrorStream(), err);
    try {
      await(process, arguments);
      heard.get();
      copied.get();
    } catch (ExecutionException e) {
      throw new UncheckedIOException(
          "tried to read what git writes, but it failed", new IOException(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while git ran", e);
    } finally {
      Stream.concat(process.descendants(), Stream.of(process.toHandle()))
          .forEach(ProcessHandle::destroyForcibly);
    }
    return new Answer(process.exitValue(), "", err.toString(UTF_8));
  }

  private void await(Process process, String... arguments) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!process.waitFor(1, TimeUnit.SECONDS)) {
      pulse.beat();
      if (System.nanoTime() - deadline > 0) {
        throw new SourceException(
            FailureType.SOURCE_UNREACHABLE,
            "run git %s on the worker".formatted(String.join(" ", arguments)),
            "it had not ended after %s".formatted(limit),
            "Check the network between the worker and the repository.",
            "");
      }
    }
  }

  private Process start(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(SETTINGS);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> variables = builder.environment();
    variables.putAll(environment);
    variables.putAll(VARIABLES);
    if (!variables.containsKey("GIT_SSH")) {
      variables.putIfAbsent("GIT_SSH_COMMAND", SSH);
    }
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new SourceException(
          FailureType.SOURCE_UNREACHABLE,
          "run git on the worker",
          "it cannot be started: " + e.getMessage(),
          "Install git on the worker.",
          "");
    }
  }

  private static CompletableFuture<Void> copy(InputStream from, OutputStream to) {
    CompletableFuture<Void> copied = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("git output")
        .start(
            () -> {
              try (from) {
                from.transferTo(to);
                copied.complete(null);
              } catch (IOException e) {
                copied.completeExceptionally(e);
              }
            });
    return copied;
  }
}
