package io.slipway.testbench;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemporalServerIT {
  @Test
  void comes_back_after_a_kill_with_all_that_it_had_acknowledged() {
    try (TemporalServer server = TemporalServer.start(List.of("TestKeyword"))) {
      assertTrue(ask(server, "operator", "search-attribute", "list").contains("TestKeyword"));
      ask(server, "workflow", "start", "--type", "None", "--task-queue", "none", "-w", "the-one");
      long firstPid = server.pid();

      server.kill();
      assertFalse(ProcessHandle.of(firstPid).map(ProcessHandle::isAlive).orElse(false));
      server.restart();

      assertNotEquals(firstPid, server.pid());
      String found = ask(server, "workflow", "count", "--query", "ExecutionStatus = 'Running'");
      assertTrue(found.contains("1"), found);
    }
  }

  private static String ask(TemporalServer server, String... arguments) {
    String binary = Requirements.program("temporal", "temporal").toString();
    List<String> command = new ArrayList<>(List.of(binary));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--address", server.address()));
    return Program.run(Launch.of(command), Duration.ofSeconds(30));
  }
}
