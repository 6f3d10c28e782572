package io.slipway.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.Label;
import java.time.Duration;
import java.util.List;
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

  @Test
  void poll_for_runs_only_where_the_worker_is_of_no_site() {
    WorkerSettings everywhere = WorkerSettings.embedded();
    assertEquals(List.of("slipway", "slipway-hosts"), everywhere.queues());
    WorkerSettings north =
        new WorkerSettings(1, Duration.ZERO, null, null, Label.of("north"))
            .withDrain(Duration.ZERO);
    assertEquals(List.of("slipway-hosts-north"), north.queues());
  }

  private static @Nullable String refusal(int hosts, Duration drain) {
    return assertThrows(
            IllegalArgumentException.class, () -> new WorkerSettings(hosts, drain, null))
        .getMessage();
  }
}
