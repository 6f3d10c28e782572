package io.slipway.testbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A started program whose output (both streams, by lines) is kept, and which can be killed at any
 * moment. Closing it kills it with its children; so does the end of the JVM.
 */
public final class Program implements AutoCloseable {
  private final Launch launch;
  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private Program(Launch launch, Process process) {
    this.launch = launch;
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("output of " + process.pid()).start(this::read);
  }

  /** Starts a program and returns at once. */
  public static Program start(Launch launch) {
    try {
      Program program = new Program(launch, launch.toBuilder().start());
      Cleanup.register(program);
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException("tried to start %s, but it failed".formatted(launch), e);
    }
  }

  /** Runs a program to its end, and returns its output; fails unless it exits with 0 in time. */
  public static String run(Launch launch, Duration limit) {
    try (Program program = start(launch)) {
      int code = program.awaitExit(limit);
      if (code != 0) {
        throw new IllegalStateException(
            "%s: exited with %d:%n%s".formatted(launch, code, program.output()));
      }
      return program.output();
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The processes that it has started, and those that these have. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** All output up to now. */
  public String output() {
    return String.join("\n", lines);
  }

  public List<String> outputLines() {
    return List.copyOf(lines);
  }

  /** Waits until a line of output contains the text; fails at once if the program ends before. */
  public void awaitOutput(String text, Duration limit) {
    Eventually.within(
        limit,
        "'%s' in the output of %s".formatted(text, launch),
        () -> {
          boolean ended = !reader.isAlive();
          if (lines.stream().anyMatch(line -> line.contains(text))) {
            return true;
          }
          if (ended) {
            throw new AssertionError(
                "%s: ended without saying '%s':%n%s".formatted(launch, text, output()));
          }
          return false;
        });
  }

  /** Waits for the end, and returns the exit code (128 + the signal's number, if killed). */
  public int awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "%s: still running after %s:%n%s".formatted(launch, limit, output()));
      }
      reader.join(Duration.ofSeconds(5));
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + launch, e);
    }
  }

  /** SIGTERM, as an operator stops it. */
  public void terminate() {
    process.destroy();
  }

  /** SIGKILL to this process alone, and waits until it is gone: nothing of it runs any more. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(10));
  }

  /** A signal by its name, such as {@code STOP} or {@code INT}. */
  public void signal(String name) {
    run(Launch.of("kill", "-" + name, Long.toString(pid())), Duration.ofSeconds(5));
  }

  @Override
  public void close() {
    Cleanup.forget(this);
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      kill();
    }
  }

  @Override
  public String toString() {
    return launch.toString();
  }

  private void read() {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("[the rest of the output is lost: %s]".formatted(e.getMessage()));
    }
  }
}
