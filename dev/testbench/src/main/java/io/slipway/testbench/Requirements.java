package io.slipway.testbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs of the machine. Where it is missing the test is skipped, and the reason is
 * printed, so that a green run cannot hide that little of it ran.
 */
public final class Requirements {
  private Requirements() {}

  /** Root and sshd, which a fleet needs. */
  public static void fleet() {
    require(isRoot(), "a fleet of hosts needs root");
    require(Files.isExecutable(Path.of("/usr/sbin/sshd")), missing("openssh-server"));
    require(find("busybox").isPresent(), missing("busybox"));
    require(find("git").isPresent(), missing("git"));
  }

  /** The Temporal binary. */
  public static void temporal() {
    program("temporal", "temporal");
  }

  /** A program, and the component of {@code dev/components} that brings it. Returns its path. */
  public static Path program(String name, String component) {
    Optional<Path> found = find(name);
    require(found.isPresent(), missing(component));
    return found.orElseThrow();
  }

  /** A program among the tools that {@code dev/components} installs, or on the PATH. */
  public static Optional<Path> find(String program) {
    String path = Tools.FOLDER + ":" + System.getenv("PATH");
    for (String folder : path.split(":")) {
      Path candidate = Path.of(folder, program);
      if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String missing(String component) {
    return component + " is missing; run: dev/components install " + component;
  }

  private static void require(boolean met, String reason) {
    if (!met) {
      System.out.println("SKIPPED: " + reason);
      Assumptions.abort(reason);
    }
  }

  /** Asked only once, and only when needed. */
  private static final class Tools {
    static final String FOLDER =
        Program.run(
            Launch.of(Checkout.path("dev/components").toString(), "path"), Duration.ofSeconds(10));
  }
}
