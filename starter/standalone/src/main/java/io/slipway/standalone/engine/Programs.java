package io.slipway.standalone.engine;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs on the PATH and among the tools that {@code dev/components} installs. */
public record Programs(Map<String, String> environment, Path home) {

  public Optional<Path> find(String name) {
    String tools = environment.get("SLIPWAY_TOOLS");
    Path folder = tools == null ? home.resolve(".cache/slipway/tools") : Path.of(tools);
    return Stream.concat(
            Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(f -> !f.isEmpty())
                .map(Path::of),
            Stream.of(folder.resolve("bin"), Path.of("/usr/sbin")))
        .map(f -> f.resolve(name))
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
