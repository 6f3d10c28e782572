package io.slipway.testbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Slipway as people have it: the folder that the build assembles, started by its own launcher on
 * this JVM's Java. The archive of loaded classes, which halves what a start costs, is made once for
 * all test JVMs of a build.
 */
public final class InstalledSlipway {
  /** Far more than a first start takes on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final Path TARGET = Checkout.path("starter/standalone/target");
  private static final Path CACHE = TARGET.resolve("quick-start");
  private static final Path LAUNCHER = prepared();

  private InstalledSlipway() {}

  /** Slipway with these arguments. */
  public static Launch launch(String... arguments) {
    return launch(LAUNCHER, arguments);
  }

  private static Launch launch(Path launcher, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return Launch.of(command)
        .with("SLIPWAY_CACHE", CACHE.toString())
        .with("SLIPWAY_JAVA_HOME", System.getProperty("java.home"))
        .with("SLIPWAY_JAVA_OPTIONS", System.getProperty("slipway.java.options", ""));
  }

  /**
   * A launcher does not wait for an archive that another one is making, so that they take turns.
   */
  private static Path prepared() {
    try {
      Files.createDirectories(CACHE);
      try (FileChannel turn =
          FileChannel.open(
              CACHE.resolve("turn"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        turn.lock(); // until it is closed
        Path launcher = assembled();
        String told = Program.run(launch(launcher, "--version"), LIMIT);
        if (told.contains("starts stay slow")) {
          throw new IllegalStateException("tried to prepare quick starts, but: " + told);
        }
        return launcher;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path assembled() throws IOException {
    Path distribution = TARGET.resolve("distribution");
    if (Files.isDirectory(distribution)) {
      try (Stream<Path> folders = Files.list(distribution)) {
        List<Path> launchers =
            folders.map(f -> f.resolve("bin/slipway")).filter(Files::isExecutable).toList();
        if (launchers.size() == 1) {
          return launchers.getFirst();
        }
      }
    }
    throw new IllegalStateException(
        "tried to find one assembled slipway in %s, but found none or several. Run: mvn -DskipTests package"
            .formatted(distribution));
  }
}
