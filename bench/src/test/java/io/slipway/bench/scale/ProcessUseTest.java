package io.slipway.bench.scale;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessUseTest {
  private static final String WORK = "n=0; while [ $n -lt 300000 ]; do n=$((n + 1)); done";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void counts_children_that_run_and_children_that_have_ended() {
    String ended = "sh -c '%s'; echo ready; sleep 60".formatted(WORK);
    String running = "sh -c '%s; echo ready; sleep 60' & wait".formatted(WORK);
    for (String script : new String[] {ended, running}) {
      try (Program parent = Program.start(Launch.of("sh", "-c", script))) {
        parent.awaitOutput("ready", LIMIT);

        Duration alone = ProcessUse.of(parent.pid()).cpu();
        Duration all = ProcessUse.cpuWithChildren(parent.pid());

        assertTrue(
            all.minus(alone).toMillis() >= 50,
            "%s alone, %s in all: %s".formatted(alone, all, script));
      }
    }
  }
}
