package io.slipway.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.standalone.engine.Programs;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The demo's folder and the programs that are run in it. Closing it deletes the folder. */
final class Workbench implements AutoCloseable {
  private final Programs programs;
  private final Path folder;

  Workbench(Programs programs) {
    this.programs = programs;
    try {
      this.folder = Files.createTempDirectory("slipway-demo-").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to make a temporary folder, but it failed", e);
    }
  }

  Path folder() {
    return folder;
  }

  Path program(String name) {
    return programs
        .find(name)
        .orElseThrow(() -> new IllegalStateException(name + " was there a moment ago"));
  }

  /** Writes a resource of the demo, with its {@code %NAMES%} filled in. */
  Path write(String resource, Path target, Map<String, String> values) {
    try (InputStream content = Workbench.class.getResourceAsStream(resource)) {
      if (content == null) {
        throw new IllegalStateException("the program lacks " + resource);
      }
      String text = new String(content.readAllBytes(), UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("%" + value.getKey() + "%", value.getValue());
      }
      return write(target, text);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write %s, but it failed".formatted(target), e);
    }
  }

  Path write(Path target, String text) {
    try {
      Files.createDirectories(target.resolveSibling("."));
      return Files.writeString(target, text);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write %s, but it failed".formatted(target), e);
    }
  }

  String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read %s, but it failed".formatted(file), e);
    }
  }

  /** Runs a program of the system to its end. */
  void run(Path where, String program, String... arguments) throws InterruptedException {
    Path log = folder.resolve("output");
    Process process = start(where, log, program, arguments);
    if (process.waitFor() != 0) {
      throw new ProblemException(
          ExitCode.FAILED,
          "Tried to run %s %s for the demo, but it ended with %d: %s"
              .formatted(program, String.join(" ", arguments), process.exitValue(), read(log)));
    }
  }

  Process start(Path where, Path log, String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program(program).toString()));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
          .directory(where.toFile())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to start %s, but it failed".formatted(program), e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("tried to delete %s, but it failed".formatted(folder), e);
    }
  }
}
