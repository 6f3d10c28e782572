package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.testbench.Browser;
import io.slipway.testbench.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a browser shows, for the guide: kept with {@code -Dslipway.screenshots=true} alone. */
final class GuidePicture {
  private static final int MOST_BYTES = 200_000;

  private GuidePicture() {}

  /**
   * Has the guide show what is seen now.
   *
   * @param name that of a file in docs/img
   */
  static void of(Browser browser, String name) throws IOException {
    byte[] png = browser.screenshot();
    assertTrue(png.length < MOST_BYTES, "a picture of %d bytes".formatted(png.length));
    if (Boolean.getBoolean("slipway.screenshots")) {
      Path file = Checkout.path("docs/img/" + name);
      Files.createDirectories(file.getParent());
      Files.write(file, png);
    }
  }
}
