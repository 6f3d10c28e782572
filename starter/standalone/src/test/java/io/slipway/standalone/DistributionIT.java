package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.testbench.Checkout;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives as people install them: unpacked in a new place, and started for the first time. */
class DistributionIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void starts_where_it_is_unpacked() throws IOException {
    Program.run(
        Launch.of("tar", "-xzf", archive(".tar.gz").toString(), "-C", folder.toString()), LIMIT);
    Path slipway = onlyFile(folder, "").resolve("bin/slipway");

    Ran help = run(slipway, "--help");
    assertEquals(0, help.code(), help.output());
    assertTrue(help.output().contains("Usage: slipway"), help.output());
    assertTrue(Files.size(onlyFile(cache(), ".classes")) > 0, help.output());

    Ran again = run(slipway, "-V");
    assertEquals(0, again.code(), again.output());
    assertEquals(1, again.output().lines().count(), "it prepares once: " + again.output());

    Ran mistyped = run(slipway, "deply");
    assertEquals(2, mistyped.code(), mistyped.output());
    assertTrue(mistyped.output().contains("Did you mean deploy?"), mistyped.output());

    String file = Checkout.path("examples/full/slipway.yml").toString();
    Ran validate = run(slipway, "validate", "--file", file);
    assertEquals(0, validate.code(), validate.output());
    assertTrue(validate.output().contains("is valid"), validate.output());
  }

  /** Two builds of one commit can only be alike when nothing of the build's time is in them. */
  @Test
  void archives_bear_no_time_of_their_build() throws IOException {
    Set<Long> times = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    try (ZipFile zip = new ZipFile(archive(".zip").toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        times.add(entry.getTime());
        if (!entry.isDirectory()) {
          names.add(entry.getName());
        }
      }
    }
    assertEquals(1, times.size(), times.toString());
    assertFalse(names.isEmpty());

    String listed = Program.run(Launch.of("tar", "-tzf", archive(".tar.gz").toString()), LIMIT);
    assertEquals(names, new TreeSet<>(listed.lines().filter(name -> !name.endsWith("/")).toList()));
  }

  @Test
  void archives_come_with_their_checksums() throws IOException {
    for (String ending : List.of(".tar.gz", ".zip")) {
      Path archive = archive(ending);
      Launch check = Launch.of("sha256sum", "--check", archive.getFileName() + ".sha256");

      String told = Program.run(check.in(Checkout.path("starter/standalone/target")), LIMIT);

      assertEquals(archive.getFileName() + ": OK", told);
    }
  }

  private static Path archive(String ending) throws IOException {
    try (Stream<Path> files = Files.list(Checkout.path("starter/standalone/target"))) {
      Path found = files.filter(f -> f.toString().endsWith(ending)).findFirst().orElse(null);
      if (found == null) {
        String reason = "the archives were not built (slipway.archives.skip)";
        System.out.println("SKIPPED: " + reason);
        return Assumptions.abort(reason);
      }
      return found;
    }
  }

  private static Path onlyFile(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(ending))
          .filter(f -> !f.endsWith("cache"))
          .reduce(
              (a, b) -> {
                throw new AssertionError("both %s and %s are there".formatted(a, b));
              })
          .orElseThrow(() -> new AssertionError("no *%s in %s".formatted(ending, folder)));
    }
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private Ran run(Path slipway, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = slipway.toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Launch launch =
        Launch.of(command)
            .with("SLIPWAY_CACHE", cache().toString())
            .with("SLIPWAY_JAVA_HOME", System.getProperty("java.home"));
    try (Program program = Program.start(launch)) {
      return new Ran(program.awaitExit(LIMIT), program.output());
    }
  }

  private record Ran(int code, String output) {}
}
