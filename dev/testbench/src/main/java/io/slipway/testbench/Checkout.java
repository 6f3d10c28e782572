package io.slipway.testbench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The checkout of Slipway that the tests run in, whose scripts the test bench reuses. */
public final class Checkout {
  private Checkout() {}

  /** The root folder: where the system property {@code slipway.repository} says, or above here. */
  public static Path root() {
    String stated = System.getProperty("slipway.repository");
    if (stated != null) {
      return Path.of(stated);
    }
    @Nullable Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("dev/fleet/fleet"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException(
          "tried to find the checkout, but no folder above holds dev/fleet. Set"
              + " slipway.repository.");
    }
    return folder;
  }

  /** The path of a file or folder of the checkout. */
  public static Path path(String relative) {
    return root().resolve(relative);
  }
}
