package io.slipway.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
  @Test
  void are_refused_beyond_their_range() {
    assertEquals("hosts (0) must be between 1 and 2000", refusal(0, Duration.ZERO));
    assertEquals("hosts (2001) must be between 1 and 2000", refusal(2_001, Duration.ZERO));
    assertEquals(
        "drain (3601 s) must be between 0 s and 1 h", refusal(1, Duration.ofSeconds(3601)));
    assertEquals("drain (-1 s) must be between 0 s and 1 h", refusal(1, Duration.ofSeconds(-1)));
  }

  @Test
  void take_a_build_id_that_temporal_and_a_shell_can_name() {
    new WorkerSettings(1, Duration.ZERO, null, "1.2.0-SNAPSHOT_3+fa9c1d2");
    for (String build : new String[] {"", "-1", "a b", "a:b", "a'b", "a".repeat(201)}) {
      String said =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new WorkerSettings(1, Duration.ZERO, null, build))
              .getMessage();
      assertTrue(String.valueOf(said).startsWith("build id (" + build + ") must be"), said);
    }
  }

  private static @Nullable String refusal(int hosts, Duration drain) {
    return assertThrows(
            IllegalArgumentException.class, () -> new WorkerSettings(hosts, drain, null))
        .getMessage();
  }
}
