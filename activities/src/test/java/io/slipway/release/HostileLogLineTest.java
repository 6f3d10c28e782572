package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.slipway.contract.HostOrder;
import io.slipway.contract.Initiator;
import io.slipway.contract.RunKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody's name makes a line of {@code revisions.log} say what did not happen. */
class HostileLogLineTest {
  private static final String ID = "20261124010000";
  private static final String LIE = " rolled back to release 20200101000000";

  @TempDir Path folder;

  @Test
  void names_and_refs_are_one_word_each() {
    try (Site site = new Site(folder)) {
      HostOrder order = site.order(RunKind.DEPLOY, ID, ID, "a".repeat(40), "x" + LIE);
      HostOrder lying =
          new HostOrder(
              order.key(),
              order.target(),
              order.release(),
              order.revision(),
              order.ref(),
              new Initiator("ana\n\u2028" + LIE, "laptop"));

      String line = LogLine.of(lying);

      assertEquals(1, line.lines().count());
      assertFalse(line.contains(" rolled back "), line);
      assertEquals(
          "Branch x_rolled_back_to_release_20200101000000 (at %s) deployed as release %s by %s"
              .formatted("a".repeat(40), ID, "ana___rolled_back_to_release_20200101000000"),
          line);
    }
  }
}
