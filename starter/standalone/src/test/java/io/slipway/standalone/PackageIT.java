package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.testbench.Checkout;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packages with a Java of their own, as they are on a machine without one. */
class PackageIT {
  private static final Duration LIMIT = Duration.ofMinutes(8);

  @TempDir static Path folder;

  @BeforeAll
  static void make() throws IOException {
    Path program = only(Checkout.path("starter/standalone/target/distribution"), "");
    Program.run(
        Launch.of(
            Checkout.path("dev/package").toString(),
            "--of",
            program.toString(),
            "--to",
            folder.resolve("packages").toString()),
        LIMIT);
  }

  @Test
  void the_archive_starts_where_it_is_unpacked_on_its_own_java() throws IOException {
    Path place = Files.createDirectory(folder.resolve("unpacked"));
    Program.run(
        Launch.of("tar", "-xzf", made(".tar.gz").toString(), "-C", place.toString()), LIMIT);

    startsOnItsOwnJava(only(place, "").resolve("bin/slipway"));
  }

  @Test
  void the_debian_package_brings_all_that_a_machine_needs() throws IOException {
    Path root = Files.createDirectory(folder.resolve("root"));
    Program.run(Launch.of("dpkg-deb", "-x", made(".deb").toString(), root.toString()), LIMIT);

    startsOnItsOwnJava(root.resolve("usr/bin/slipway"));
    Path units = root.resolve("lib/systemd/system");
    String worker = Files.readString(units.resolve("slipway-worker.service"));
    assertTrue(worker.contains("ExecStart=/usr/bin/slipway worker --policy"), worker);
    String server = Files.readString(units.resolve("slipway-server.service"));
    assertTrue(server.contains("ExecStart=/usr/bin/slipway server run\n"), server);
    String completion =
        Files.readString(root.resolve("usr/share/bash-completion/completions/slipway"));
    assertTrue(completion.contains("complete -F _complete_slipway"), completion);
    String manual =
        Program.run(
            Launch.of("gzip", "-dc", root.resolve("usr/share/man/man1/slipway.1.gz").toString()),
            LIMIT);
    assertTrue(manual.contains(".SH SLIPWAY DEPLOY"), manual);
    assertTrue(
        manual.lines().noneMatch(line -> line.startsWith("'")), "no line is a request by accident");
    String control =
        Program.run(Launch.of("dpkg-deb", "--field", made(".deb").toString(), "Depends"), LIMIT);
    assertTrue(!control.contains("jre") && !control.contains("jdk"), control);
  }

  @Test
  void packages_come_with_their_checksums() throws IOException {
    for (String ending : List.of(".tar.gz", ".deb")) {
      Path made = made(ending);
      Launch check = Launch.of("sha256sum", "--check", made.getFileName() + ".sha256");

      assertEquals(
          made.getFileName() + ": OK", Program.run(check.in(folder.resolve("packages")), LIMIT));
    }
  }

  private static void startsOnItsOwnJava(Path slipway) throws IOException {
    Path home = Files.createTempDirectory(folder, "home");
    Launch launch =
        Launch.of(
            "env",
            "-i",
            "PATH=/usr/bin:/bin",
            "HOME=" + home,
            "SLIPWAY_CACHE=off",
            "SLIPWAY_JAVA_OPTIONS=-XshowSettings:properties",
            slipway.toString(),
            "--version");
    String told = Program.run(launch, LIMIT);

    String java = slipway.toRealPath().resolveSibling("../runtime").normalize().toString();
    assertTrue(told.contains("java.home = " + java), told);
    assertTrue(told.lines().anyMatch(line -> line.matches("slipway [0-9].*")), told);
  }

  private static Path made(String ending) throws IOException {
    return only(folder.resolve("packages"), ending);
  }

  private static Path only(Path place, String ending) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(ending)).toList();
      assertEquals(1, found.size(), found.toString());
      return found.getFirst();
    }
  }
}
